import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { asOwner } from '@/db/testing/as-owner';
import { ownDatabase } from '@/db/testing/own-database';
import { aTenant, NOON } from '@/testing/ground';
import { aDocument } from '@/testing/pictures';

const { ownerUrl } = await ownDatabase();

test('what was on file before anybody had to look a second time goes on counting, in every tenant', async () => {
  const grounds = [await aTenant(), await aTenant()];
  for (const ground of grounds) await aDocument(ground, await ground.person(['agent']));
  await asOwner(ownerUrl, (owner) => owner.query(readFileSync('drizzle/0017_documents_on_file.sql', 'utf8')));
  for (const { tenant } of grounds) {
    const { rows } = await inTenant(tenant.id, (tx) =>
      tx.$client.query('select verified_at from identity_documents'),
    );
    expect(rows).toEqual([{ verified_at: NOON }]);
  }
});
