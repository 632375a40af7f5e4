import { z } from 'zod';

const MOST = 60_000;

const bytes = z
  .string()
  .min(1)
  .max(40_000)
  .regex(/^[\w-]+$/);
const transports = z.array(z.string().max(32)).max(16);

/** What a browser says after `navigator.credentials.create` (WebAuthn, 5.1.3), as far as it is read. */
const registration = z.object({
  id: bytes,
  rawId: bytes,
  type: z.literal('public-key'),
  response: z.object({ clientDataJSON: bytes, attestationObject: bytes, transports: transports.default([]) }),
});

/** And after `navigator.credentials.get` (5.1.4). */
const assertion = z.object({
  id: bytes,
  rawId: bytes,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: bytes,
    authenticatorData: bytes,
    signature: bytes,
    userHandle: bytes.optional(),
  }),
});

export type Registration = z.infer<typeof registration>;
export type Assertion = z.infer<typeof assertion>;

/** A form sends the answer as JSON in one field; what cannot be read is said of that field. */
const asJson = <Shape extends z.ZodType>(shape: Shape) =>
  z
    .string()
    .max(MOST)
    .transform((text, context): z.infer<Shape> => {
      const parsed = shape.safeParse(jsonOf(text));
      if (parsed.success) return parsed.data;
      context.addIssue({ code: 'custom', message: 'This answer of a passkey cannot be read. Try again.' });
      return z.NEVER;
    });

export const registrationText = asJson(registration);
export const assertionText = asJson(assertion);

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON has no shape either, and is refused for that.
    return undefined;
  }
}

/** The challenge that an answer claims to be to, or undefined where it names none. */
export function challengeOf({ response }: Registration | Assertion): string | undefined {
  const data = jsonOf(Buffer.from(response.clientDataJSON, 'base64url').toString('utf8'));
  const challenge =
    data !== null && typeof data === 'object' && 'challenge' in data ? data.challenge : undefined;
  return typeof challenge === 'string' && challenge.length <= 128 ? challenge : undefined;
}

const FAULTS = [
  [/origin/i, 'origin'],
  [/RP ID/i, 'relying party'],
  [/verif/i, 'user verification'],
  [/presen/i, 'user presence'],
  [/challenge/i, 'challenge'],
  [/type/i, 'type'],
] as const;

/** What was wrong with an answer, in one word for the audit log: the library's sentences quote what a stranger sent. */
export function faultOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name} ${error.message}` : '';
  return FAULTS.find(([pattern]) => pattern.test(text))?.[1] ?? 'form';
}
