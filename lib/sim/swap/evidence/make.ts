import type { Tenant } from '../../../policy/tenant';
import { drawPdf } from './draw-pdf';
import { evidenceKeyOf } from './key';
import type { EvidencePack } from './pack';
import { signJson } from './sign-json';
import { signPdf } from './sign-pdf';

export type EvidenceForm = 'json' | 'pdf';

/** Makes the signed file of a pack, with the key that the tenant signs with now. */
export async function evidenceFile(tenant: Tenant, pack: EvidencePack, form: EvidenceForm): Promise<Buffer> {
  const key = await evidenceKeyOf(tenant.id, tenant.settings.swap.evidenceKey);
  if (form === 'json') return Buffer.from(await signJson(pack, key));
  return signPdf(await drawPdf(pack, key.id), key, { owner: tenant.name, at: new Date(pack.madeAt) });
}
