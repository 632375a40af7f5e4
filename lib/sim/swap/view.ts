import { z } from 'zod';
import { PROOF_KINDS, SWAP_STATES } from '@/db/schema/swap';
import { RISK_LEVELS } from '../../policy/risk-level';

export const SWAP_REASONS = ['replace', 'damaged', 'lost', 'stolen'] as const;

/** One of the proofs of a case, as it stands: it ticks itself off when it arrives. */
export const proofView = z.strictObject({
  way: z.enum(PROOF_KINDS),
  /** `closed`: it counts no more, since the old card's word has ended. */
  state: z.enum(['met', 'open', 'closed']),
  at: z.date().nullable(),
});

/** What somebody may do with a case now; where they may not, the code of the sentence that says why. */
export const SWAP_DEEDS = [
  'document',
  'cancel',
  'approve',
  'refuse',
  'decide',
  'remedy',
  'release-document',
] as const;

const who = z.strictObject({ id: z.uuid(), name: z.string() });

/** What somebody is answered who has taken a step: where the case stands now. */
export const swapStep = z.strictObject({ state: z.enum(SWAP_STATES) });

/** What everybody who may see a case sees of it. */
const common = {
  id: z.uuid(),
  number: z.string(),
  state: z.enum(SWAP_STATES),
  reason: z.enum(SWAP_REASONS),
  channel: z.enum(['shop', 'portal', 'support']),
  shop: z.string().nullable(),
  requestedAt: z.date(),
  expiresAt: z.date(),
  readyAt: z.date().nullable(),
  completedAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  remediedAt: z.date().nullable(),
  proofs: z.array(proofView),
  /** Whether the proofs are enough; the ways of which one each is still wanted. */
  isProved: z.boolean(),
  wanted: z.array(z.array(z.enum(PROOF_KINDS))),
  coolingReasons: z.array(z.string()),
  reviewReasons: z.array(z.string()),
  refusal: z.string().nullable(),
  disputedAt: z.date().nullable(),
  disputedBy: z.enum(['link', 'telephone', 'portal']).nullable(),
  oldSimCounts: z.boolean(),
  /** The notices of the case; before one has left, it does not take effect. */
  notices: z.array(
    z.strictObject({
      channel: z.enum(['email', 'sms', 'whatsapp']),
      address: z.string(),
      state: z.enum(['waiting', 'sent', 'failed', 'unclear', 'withheld']),
      at: z.date(),
    }),
  ),
};

/** A case as staff see it. The holder is masked until they have proved themselves. */
export const swapFile = z.strictObject({
  ...common,
  holder: z.strictObject({ id: z.uuid().nullable(), name: z.string(), isMasked: z.boolean() }),
  msisdn: z.string(),
  numberId: z.uuid(),
  oldSim: z.strictObject({ id: z.uuid(), iccid: z.string(), state: z.string() }),
  newSim: z.strictObject({ id: z.uuid(), iccid: z.string(), state: z.string() }),
  requestedBy: who,
  reviewedBy: who.nullable(),
  reviewedAt: z.date().nullable(),
  decidedBy: who.nullable(),
  decidedAt: z.date().nullable(),
  remediedBy: who.nullable(),
  note: z.string().nullable(),
  risk: z.strictObject({
    score: z.number().int(),
    level: z.enum(RISK_LEVELS),
    contributions: z.array(z.strictObject({ code: z.string(), points: z.number().int() })),
  }),
  /** What has happened so far, the oldest first, each with its entry in the audit log. */
  events: z.array(
    z.strictObject({
      id: z.uuid(),
      at: z.date(),
      command: z.string(),
      outcome: z.string(),
      who: z.string().nullable(),
    }),
  ),
  may: z.array(z.strictObject({ deed: z.enum(SWAP_DEEDS), refused: z.string().nullable() })),
});
export type SwapFile = z.infer<typeof swapFile>;

/** A case as the holder of the number sees it. */
export const ownSwap = z.strictObject({
  ...common,
  msisdn: z.string(),
  /** Who asks, in the words that a holder can check: the shop, or that it was in their own portal. */
  newCard: z.string(),
  isOwnRequest: z.boolean(),
  /** Where codes could go, masked. */
  codesTo: z.array(z.strictObject({ to: z.enum(['old-sim', 'email']), address: z.string() })),
  /** Whether money and codes are held back after it, and until when. */
  guard: z
    .strictObject({
      moneyFrozenUntil: z.date(),
      moneyCappedUntil: z.date(),
      messagesOffUntil: z.date(),
      awaitsOwnRelease: z.boolean(),
    })
    .nullable(),
});
export type OwnSwap = z.infer<typeof ownSwap>;

/** A case in a list of staff. */
export const swapRow = z.strictObject({
  id: z.uuid(),
  number: z.string(),
  state: z.enum(SWAP_STATES),
  msisdn: z.string(),
  reason: z.enum(SWAP_REASONS),
  channel: z.enum(['shop', 'portal', 'support']),
  requestedAt: z.date(),
  requestedBy: z.string(),
  risk: z.number().int(),
  riskLevel: z.enum(RISK_LEVELS),
  readyAt: z.date().nullable(),
  expiresAt: z.date(),
});
export type SwapRow = z.infer<typeof swapRow>;
