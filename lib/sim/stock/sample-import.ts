import { stockImportLines, stockImports } from '@/db/schema/sim';
import { newId } from '../../base/id';
import { luhnDigit } from '../../base/luhn';
import type { SampleGround } from '../../command/command';
import { insertPerson } from '../../person/new-person';
import { sealSecrets } from '../secrets';

/** An ICCID that passes, of digits that no other sample has: its place is the end of a random id. */
export function sampleIccid(now: Date): string {
  const serial = BigInt(`0x${newId(now).replaceAll('-', '').slice(-12)}`) % 10n ** 12n;
  const body = `892501${String(serial).padStart(12, '0')}`;
  return body + luhnDigit(body);
}

/** Writes an import of one good line and one bad one in a state, for the samples of commands. Gives its id. */
export async function sampleImport(
  { tx, tenant, now }: SampleGround,
  state: 'preview' | 'importing',
): Promise<string> {
  const [tenantId, importId, simId] = [tenant.id, newId(now), newId(now)];
  const uploadedBy = await insertPerson(tx, tenantId, now, {
    ...{
      name: 'Sample Storekeeper',
      email: `store-${importId.slice(-12)}@example.com`,
      emailVerifiedAt: now,
    },
    ...{ status: 'active', roles: [] },
  });
  await tx.insert(stockImports).values({
    ...{ tenantId, id: importId, fileName: 'sample.csv', state, uploadedBy },
    ...{ linesRead: 2, linesGood: 1, linesBad: 1, createdAt: now, changedAt: now },
    mode: state === 'importing' ? 'good-lines' : null,
  });
  const iccid = sampleIccid(now);
  const secrets = { pin1: '1234', puk1: '12345678', pin2: '4321', puk2: '87654321' };
  const shared = { tenantId, importId };
  await tx.insert(stockImportLines).values([
    {
      ...{ ...shared, line: 2, iccid, imsi: `63510${iccid.slice(-10)}`, verdict: 'good', simId },
      secrets: sealSecrets(tenantId, simId, secrets),
    },
    {
      ...shared,
      line: 3,
      iccid: '89',
      imsi: '',
      verdict: 'bad',
      problemField: 'ICCID',
      problem: 'iccid_shape',
    },
  ]);
  return importId;
}
