import { z } from 'zod';
import { DAY_MS, MINUTE_MS } from '../base/clock';

/** NIST SP 800-63B-4, 3.1.1.2: 15 characters where the password is the only factor, 8 beside a second one. */
export const LENGTH_ALONE = 15;
export const LENGTH_BESIDE = 8;

export const FACTOR_DEMANDS = ['off', 'optional', 'required'] as const;
export type FactorDemand = (typeof FACTOR_DEMANDS)[number];
export const factorDemand = z.enum(FACTOR_DEMANDS);

/** Which second factors a person must have enrolled: any one, one of a kind, or both kinds (then either is accepted). */
export const FACTOR_KINDS = ['any', 'totp', 'passkey', 'both'] as const;

const on = z.boolean().default(true);
const minutes = (least: number, most: number, usual: number) =>
  z
    .number()
    .int()
    .min(least * MINUTE_MS)
    .max(most * MINUTE_MS)
    .default(usual * MINUTE_MS);

const ways = z.object({
  password: on,
  passkey: on,
  magicLink: on,
  emailCode: on,
  smsCode: on,
  whatsappCode: on,
});

const password = z.object({
  /** Where the password is the only factor. */
  minLength: z.number().int().min(LENGTH_ALONE).max(64).default(LENGTH_ALONE),
  /** For people of whom a second factor is required, and who have one. */
  minLengthBeside: z.number().int().min(LENGTH_BESIDE).max(64).default(LENGTH_ALONE),
  /** How many former passwords may not come back. */
  history: z.number().int().min(0).max(24).default(10),
  /** Words of the tenant's own that a password may not consist of. */
  blocklist: z.array(z.string().trim().toLowerCase().min(3).max(64)).max(500).default([]),
});

const passkey = z.object({
  /** Only passkeys that cannot leave their device (backup eligibility not set). */
  deviceBound: z.boolean().default(false),
  /** Models of authenticators that are accepted; empty: all are. */
  aaguids: z.array(z.guid()).max(200).default([]),
});

const secondFactor = z.object({
  /** By the key of a role; people are asked for the strictest of their roles. */
  ofRole: z.record(z.string().max(64), factorDemand).default({}),
  /** For roles that are not named. */
  otherwise: factorDemand.default('optional'),
  kinds: z.enum(FACTOR_KINDS).default('any'),
  /** Whether a code by SMS or WhatsApp is taken as a second factor. NIST calls it restricted. */
  byMessage: on,
  /** From when on it is demanded, and how long people have to enrol from then on, or from when they joined. */
  since: z.iso.datetime().optional(),
  graceMs: z
    .number()
    .int()
    .min(0)
    .max(30 * DAY_MS)
    .default(0),
  /** What a sensitive deed wants fresh: any second factor, or a passkey that is bound to its device (AAL3). */
  freshBy: z.enum(['second-factor', 'device-passkey']).default('second-factor'),
});

/** How people of a tenant sign in, each within bounds that keep the product safe. */
export const signInSettings = z.object({
  ways: ways.prefault({}),
  password: password.prefault({}),
  passkey: passkey.prefault({}),
  /** NIST SP 800-63B-4 allows a code ten minutes at most. */
  codeLivesMs: minutes(1, 10, 5),
  linkLivesMs: minutes(2, 15, 10),
  secondFactor: secondFactor.prefault({}),
});
export type SignInSettings = z.infer<typeof signInSettings>;

/** Whether everybody of a tenant needs a second factor: only then may a password be short (NIST SP 800-63B-4, 3.1.1.2). */
const everybodyNeedsTwo = ({ otherwise, ofRole }: SignInSettings['secondFactor']): boolean =>
  otherwise === 'required' && Object.values(ofRole).every((demand) => demand === 'required');

/** With nothing beside what is named here, at every depth. */
export const exactSignInSettings = signInSettings
  .extend({
    ways: ways.strict().prefault({}),
    password: password.strict().prefault({}),
    passkey: passkey.strict().prefault({}),
    secondFactor: secondFactor.strict().prefault({}),
  })
  .strict();

/** As a command takes them: exact, and with the rules across fields. */
export const givenSignInSettings = exactSignInSettings
  .refine((all) => Object.values(all.ways).some(Boolean), {
    path: ['ways'],
    error: 'One way to sign in must stay open.',
  })
  .refine((all) => all.password.minLengthBeside >= LENGTH_ALONE || everybodyNeedsTwo(all.secondFactor), {
    path: ['password', 'minLengthBeside'],
    error: 'A password may be shorter than 15 characters only where everybody needs a second factor.',
  });
