import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, type Ground, NOON } from '@/testing/ground';
import { ask } from '../../../command/ask';
import { sampleCompleted } from '../sample-completed';
import { evidenceKeysOf } from './key';
import { evidenceKeys, swapEvidence } from './queries';
import { verifyEvidence } from './verify';

const ground = await aTenant({ name: 'Télécom de l’Est œuvre' });
const supervisor = await ground.person(['supervisor']);

const aCase = ({ tenant }: Ground) =>
  inTenant(tenant.id, (tx) => sampleCompleted({ tx, tenant, now: NOON, actorId: '' }));

async function taken(as: 'json' | 'pdf') {
  const { id, number } = await aCase(ground);
  const { file, name } = await ask(swapEvidence, supervisor, { swapId: id, as });
  return { id, number, name, file: Buffer.from(file, 'base64') };
}

const { keys } = await ask(evidenceKeys, ground.stranger(), {});

test.each(['json', 'pdf'] as const)(
  'a pack as %s checks with the published keys, and a changed byte does not',
  async (as) => {
    const { file, number, name } = await taken(as);
    expect(name).toBe(`evidence-${number}`);
    expect(await verifyEvidence(file, keys)).toMatchObject({ good: true, form: as });
    const step = Math.max(1, Math.floor(file.length / 60));
    for (let at = 0; at < file.length; at += step) {
      const changed = Buffer.from(file);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(await verifyEvidence(changed, keys), `byte ${at}`).toEqual({ good: false });
    }
    expect(await verifyEvidence(Buffer.concat([file, Buffer.from(' ')]), keys)).toEqual({ good: false });
    expect(await verifyEvidence(file.subarray(0, -1), keys)).toEqual({ good: false });
  },
);

test('a key of another tenant, or of none, is believed by nobody', async () => {
  const { file } = await taken('json');
  const other = await evidenceKeysOf((await aTenant()).tenant.id, 3);
  expect(await verifyEvidence(file, other)).toEqual({ good: false });
  expect(await verifyEvidence(file, [])).toEqual({ good: false });
});

test('a tenant that takes another key signs with it, and what was signed before still checks', async () => {
  const { file } = await taken('pdf');
  const rotated = await evidenceKeysOf(ground.tenant.id, 2);
  expect(rotated).toHaveLength(2);
  expect(await verifyEvidence(file, rotated)).toMatchObject({ good: true });
  expect(await verifyEvidence(file, rotated.slice(0, 1))).toEqual({ good: false });
  expect(rotated.every((key) => !('d' in key))).toBe(true);
});

test('a pack says who, when, which cards and what was told; that it was taken is in the log', async () => {
  const { file, id, number } = await taken('json');
  const { pack } = JSON.parse(file.toString('utf8'));
  expect(pack).toMatchObject({
    format: 'ngao-swap-evidence/1',
    tenant: { name: ground.tenant.name },
    case: { number, state: 'completed', channel: 'shop' },
    people: { requestedBy: { name: 'Aline Agent' } },
    cards: [
      { which: 'before', state: 'swapped_out' },
      { which: 'new', state: 'active' },
    ],
    madeBy: { id: supervisor.principal.id },
  });
  const logged = await inTenant(ground.tenant.id, async (tx) => {
    const { rows } = await tx.$client.query<{ command: string }>(
      'select command from audit_events where tenant_id = $1 and subject = $2',
      [ground.tenant.id, `swap:${id}`],
    );
    return rows.map(({ command }) => command);
  });
  expect(logged).toEqual(['sim.swap.evidence']);
});

test('a case of another tenant is not there', async () => {
  const other = await aTenant();
  const { id } = await aCase(other);
  await expect(ask(swapEvidence, supervisor, { swapId: id, as: 'json' })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('the signature of a PDF is one that OpenSSL checks, where it is installed', async () => {
  const { file } = await taken('pdf');
  const text = file.toString('latin1');
  expect(text).toContain('/SubFilter /ETSI.CAdES.detached');
  expect([...text.matchAll(/\/Type \/Page\b/g)].length).toBeGreaterThan(0);
  expect(text).toContain('/MediaBox [0 0 595.28 841.89]');
  const [, open = '', end = ''] = /\/ByteRange \[0 (\d+) (\d+)/.exec(text) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'evidence-'));
  const write = (name: string, bytes: Buffer) => writeFileSync(join(folder, name), bytes);
  const hex = text.slice(Number(open) + 1, Number(end) - 1);
  write('signature.der', Buffer.from(hex, 'hex'));
  write('covered', Buffer.concat([file.subarray(0, Number(open)), file.subarray(Number(end))]));
  // The certificate is the key's own, so nobody vouches for it; what is asked is whether the bytes are those that were signed.
  const asked = [
    'cms',
    '-verify',
    '-noverify',
    '-binary',
    '-inform',
    'DER',
    '-in',
    'signature.der',
    '-content',
    'covered',
  ];
  const { error, stderr } = spawnSync('openssl', [...asked, '-out', 'same'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (!error) expect(stderr).toContain('Verification successful');
});
