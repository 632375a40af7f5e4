import { beforeAll, expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { asOwner } from '@/db/testing/as-owner';
import { tenantTables } from '@/db/testing/catalogue';
import { ownDatabase } from '@/db/testing/own-database';
import { twoForeigners } from '@/testing/abroad';
import { answerTo, bytesOf, codeOf, SPECS, type Spec, sampleOn, whoDoes, whoMay } from '@/testing/deeds';
import { aTenant } from '@/testing/ground';
import { idsOf, rowsOf } from '@/testing/tenant-rows';
import { OPERATORS_ONLY } from './policy/permissions';

// Row-level security is the second wall. Here it is taken down, and the first must hold by itself: what every command
// and query says of the tenant in its own statements.
const { ownerUrl } = await ownDatabase();
let tell: Awaited<ReturnType<typeof twoForeigners>>;
beforeAll(async () => {
  await asOwner(ownerUrl, async (owner) => {
    for (const { name } of await tenantTables(owner))
      await owner.query(`alter table "${name}" no force row level security, disable row level security`);
  });
  tell = await twoForeigners();
});

test('the second wall is down', async () => {
  const { tenant } = await aTenant();
  const { tenant: other } = await aTenant();
  const seen = await inTenant(tenant.id, (tx) =>
    tx.$client.query('select 1 from users where tenant_id = $1', [other.id]),
  );
  expect(seen.rowCount).toBe(1);
});

test.each(SPECS.filter(([name]) => !OPERATORS_ONLY.includes(name)))(
  '%s tells and changes nothing of another tenant by its own statements',
  async (_name, spec) => {
    const { exists, nowhere, leaked, touched } = await tell(spec);
    expect(exists).toBe(nowhere);
    expect({ leaked, touched }).toEqual({ leaked: [], touched: [] });
  },
);

test.each(SPECS.filter(([name]) => !OPERATORS_ONLY.includes(name)))(
  '%s is done within its tenant, shows nothing of others and leaves them as they were',
  async (_name, spec) => {
    const others = [await filled(spec), await filled(spec)];
    const before = await Promise.all(others.map(({ ground }) => rowsOf(ground.tenant.id)));
    const { allowed, input } = await filled(spec);
    const answer = await answerTo(spec, whoDoes(spec, allowed), input);
    expect(codeOf(answer)).toBe('done');
    expect(await Promise.all(others.map(({ ground }) => rowsOf(ground.tenant.id)))).toEqual(before);
    for (const other of others) {
      const ids = await idsOf(other.ground.tenant.id);
      expect([...ids].filter((id) => bytesOf(answer).includes(id))).toEqual([]);
    }
  },
);

async function filled(spec: Spec) {
  const ground = await aTenant();
  const allowed = await whoMay(ground, spec);
  return { ground, allowed, input: await sampleOn(ground, spec, allowed) };
}
