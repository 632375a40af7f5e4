// 1. Two independent proofs: something that the holder enrolled, and a channel that was theirs before.
// 2. A yes on the old card with the PIN is both: the network vouches for the card, the PIN for the person.
// 3. A code alone is never enough, and what anybody can know (a name, a birth date, a payment) is no proof at all.
import type { ProofKind, StoredSwap } from './swap';

/** What is known of a holder and their old card when a swap is asked for. */
export type Enrolled = {
  /** Whether the old card is in use and no loss was reported. */
  oldSimLives: boolean;
  hasPin: boolean;
  hasPasskey: boolean;
  hasTotp: boolean;
  /** A confirmed address. */
  hasEmail: boolean;
  /** Whether codes and links to their addresses are held back, since a thief may read them. */
  messagesHeld: boolean;
};

/** The proofs that can be given in a case, the strongest first. A document is always one: it brings in a second person. */
export function waysOf(known: Enrolled): ProofKind[] {
  const { oldSimLives, hasPin, hasPasskey, hasTotp, hasEmail, messagesHeld } = known;
  const ways: (ProofKind | false)[] = [
    oldSimLives && hasPin && 'old-sim',
    hasPasskey && 'passkey',
    hasTotp && 'totp',
    oldSimLives && !messagesHeld && 'old-sim-code',
    hasEmail && !messagesHeld && 'email-code',
    'document',
  ];
  return ways.filter((way) => way !== false);
}

const FACTORS: readonly ProofKind[] = ['passkey', 'totp'];
const CHANNELS: readonly ProofKind[] = ['old-sim-code', 'email-code'];

/** What the proofs that were given come to. */
export type Standing =
  /** Two independent proofs of the holder. */
  | { enough: true; byDocument: boolean }
  /** What is still wanted: any one of the ways in each list. */
  | { enough: false; wanted: ProofKind[][] };

/**
 * Judges the proofs of a case. `given` are those that passed; `ways` those that were possible when it was asked for.
 * Source: 47 CFR 64.2010(h), NIST SP 800-63B-4. With a document it is enough, for a second person to look at.
 */
export function judgeProofs(ways: readonly ProofKind[], given: readonly ProofKind[]): Standing {
  const passed = given.filter((kind) => kind === 'document' || ways.includes(kind));
  const has = (some: readonly ProofKind[]) => passed.some((kind) => some.includes(kind));
  if (passed.includes('old-sim') || (has(FACTORS) && has(CHANNELS)))
    return { enough: true, byDocument: false };
  if (passed.includes('document')) return { enough: true, byDocument: true };
  const open = (some: readonly ProofKind[]) => some.filter((kind) => ways.includes(kind));
  if (open(FACTORS).length === 0 || open(CHANNELS).length === 0)
    return { enough: false, wanted: [['document', ...open(['old-sim'])]] };
  // A yes on the old card stands for both.
  const wanted = [FACTORS, CHANNELS].filter((some) => !has(some)).map((some) => open([...some, 'old-sim']));
  return { enough: false, wanted };
}

/** The proofs that come from the old card. */
const OF_OLD_SIM: readonly ProofKind[] = ['old-sim', 'old-sim-code'];

/** The ways that count in a case now: when the old card's word has ended, or it is suspended, none that comes from it. */
export const waysThatCount = ({
  ways,
  oldSimCounts,
  oldSimState,
}: Pick<StoredSwap, 'ways' | 'oldSimCounts' | 'oldSimState'>): ProofKind[] =>
  oldSimCounts && oldSimState === 'active' ? [...ways] : ways.filter((kind) => !OF_OLD_SIM.includes(kind));

/** Whether the holder has shown a strong proof: after it, a loss ends the old card's word. */
export const isStrong = (given: readonly ProofKind[]): boolean =>
  given.some((kind) => FACTORS.includes(kind));

/** Whether the old card itself said yes: then, and without a loss, there is no wait. */
export const confirmedByOldSim = (given: readonly ProofKind[]): boolean =>
  given.some((kind) => OF_OLD_SIM.includes(kind));
