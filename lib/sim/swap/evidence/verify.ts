import type { JWK } from 'jose';
import { evidencePack } from './pack';
import { openJson } from './sign-json';
import { signerOfPdf } from './sign-pdf';

export type Verdict =
  | { good: true; form: 'json' | 'pdf'; keyId: string; number: string | null }
  | { good: false };

/** Says whether a file of evidence is as it was signed, by one of the keys that are believed, and by which. */
export async function verifyEvidence(file: Buffer, keys: readonly JWK[]): Promise<Verdict> {
  if (file.subarray(0, 5).toString('latin1') === '%PDF-') {
    const keyId = await signerOfPdf(file);
    const isBelieved = keyId !== undefined && keys.some(({ kid }) => kid === keyId);
    return isBelieved ? { good: true, form: 'pdf', keyId, number: null } : { good: false };
  }
  const opened = await openJson(file.toString('utf8'), keys);
  const pack = opened && evidencePack.safeParse(opened.pack);
  return opened && pack?.success
    ? { good: true, form: 'json', keyId: opened.keyId, number: pack.data.case.number }
    : { good: false };
}
