import type { Tenant } from '../../policy/tenant';
import { hashPassword } from '../password';
import { type Chooser, isFormerPassword, refusalOfPassword, wasUsedBefore } from '../password-rules';

/** Hashes a password that is chosen anew. Refuses one that breaks the rules, or that opened the account before. */
export async function hashChosen(
  tenant: Tenant,
  password: string,
  who: Chooser,
  former: readonly string[],
): Promise<string> {
  const refused = refusalOfPassword(tenant, password, who);
  if (refused) throw refused;
  if (await isFormerPassword(tenant, password, former)) throw wasUsedBefore();
  return hashPassword(password);
}
