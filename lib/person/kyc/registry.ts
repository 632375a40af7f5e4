import { z } from 'zod';
import { SECOND_MS } from '../../base/clock';
import { log } from '../../base/log';
import { oneLine } from '../../base/plain-text';
import type { DocumentKind } from '../document';

/** What a registry of IDs is asked: whether such a document was given to such a person. */
export type RegistryQuestion = {
  kind: DocumentKind;
  number: string;
  givenNames: string;
  familyName: string;
  birthDate: string;
};

export const VERDICTS = ['verified', 'refused', 'unknown', 'unreachable'] as const;
export type RegistryAnswer = { verdict: (typeof VERDICTS)[number]; reference: string | null };

export type IdentityRegistry = { ask(question: RegistryQuestion): Promise<RegistryAnswer> };

const PATIENCE_MS = 8 * SECOND_MS;
/** An answer is a word and a reference; whoever sends more is no registry. */
const LONGEST_ANSWER = 16 * 1024;

const UNREACHABLE: RegistryAnswer = { verdict: 'unreachable', reference: null };

const answered = z.object({
  verdict: z.enum(['verified', 'refused', 'unknown']),
  reference: oneLine(100).nullish(),
});

type Account = { url: string; key: string; patienceMs?: number };

/**
 * A registry behind HTTP: one POST of the question as JSON, with the key as a bearer token. It is asked once: what brings no
 * clear answer in time is `unreachable`, and who wants to know asks again. What was asked is written nowhere.
 */
export function httpRegistry({ url, key, patienceMs = PATIENCE_MS }: Account): IdentityRegistry {
  const { host } = new URL(url);
  return {
    async ask(question) {
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: {
            ...{ accept: 'application/json', 'content-type': 'application/json' },
            authorization: `Bearer ${key}`,
          },
          body: JSON.stringify(question),
          // A way elsewhere would take the person and the key along.
          redirect: 'manual',
          signal: AbortSignal.timeout(patienceMs),
        });
        const { verdict, reference = null } = answered.parse(JSON.parse(await shortText(response)));
        return { verdict, reference };
      } catch (error) {
        // The error of a parser quotes what it read, which may be about the person: only its name is written.
        const name = error instanceof Error ? error.name : 'unknown';
        log().warn({ host, problem: name }, 'the registry of IDs gave no answer');
        return UNREACHABLE;
      }
    },
  };
}

async function shortText(response: Response): Promise<string> {
  if (response.status !== 200 || !response.body) {
    await response.body?.cancel();
    throw new Error('no answer');
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.byteLength;
    // Leaving the loop cancels the rest.
    if (length > LONGEST_ANSWER) throw new Error('too long an answer');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
