import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { isProduction } from '../base/env';
import { once } from '../base/once';

/** The library's number for argon2id. */
const ARGON2ID = 2;

/** Argon2id at OWASP's minimum: 19 MiB, two passes, one lane. The hash carries its parameters. */
const PARAMETERS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** NIST SP 800-63B-4: at least 64 characters are to be accepted. */
export const PASSWORD_MAX = 256;

/** The password of everybody in the demo. It is known to all, so in production it is nobody's. */
export const DEMO_PASSWORD = 'murakaza-neza-kigali';

/** Hashes wait in a line of cores − 1, so that a crowd that signs in leaves the other pages a core. */
function queue() {
  return once('hashes', () => ({
    free: Math.max(1, availableParallelism() - 1),
    waiting: [] as (() => void)[],
  }));
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const line = queue();
  if (line.free > 0) line.free -= 1;
  else await new Promise<void>((go) => line.waiting.push(go));
  try {
    return await work();
  } finally {
    const next = line.waiting.shift();
    if (next) next();
    else line.free += 1;
  }
}

/** Unicode spelled in several ways is one password (NIST SP 800-63B-4, 3.1.1.2: NFC). */
const normal = (password: string) => password.normalize('NFC');

/** Hashes a password with argon2id, off the event loop; gives a PHC string. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(normal(password), PARAMETERS));
}

/**
 * Whether a password is the one behind a hash. Without a hash (nobody of that name) it costs the same time and says no,
 * so that time does not tell who exists. In production the demo's password is never right: a database that was a demo's
 * must not become everybody's.
 */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  const right = await inTurn(async () => verify(stored ?? (await decoy()), normal(password)));
  const isOpenSecret = isProduction() && normal(password) === DEMO_PASSWORD;
  return stored !== undefined && right && !isOpenSecret;
}

function decoy(): Promise<string> {
  return once('decoy', () => hash('nobody has this password', PARAMETERS));
}

/** Whether a hash was made with other parameters than today's, and is to be made anew at the next sign-in. */
export function isOutdated(stored: string): boolean {
  return !stored.startsWith(
    `$argon2id$v=19$m=${PARAMETERS.memoryCost},t=${PARAMETERS.timeCost},p=${PARAMETERS.parallelism}$`,
  );
}
