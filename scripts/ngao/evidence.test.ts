import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { ask } from '@/lib/command/ask';
import { evidenceKeys, swapEvidence } from '@/lib/sim/swap/evidence/queries';
import { sampleCompleted } from '@/lib/sim/swap/sample-completed';
import { aTenant, NOON } from '@/testing/ground';
import { runNgao } from './program';

const folder = mkdtempSync(join(tmpdir(), 'evidence-'));

/** Runs a line as whoever got a file would type it. */
async function check(...args: string[]) {
  const said: string[] = [];
  const output = { out: (text: string) => said.push(text), err: (text: string) => said.push(text) };
  return { code: await runNgao(['verify-evidence', ...args], output), said: said.join('\n') };
}

function written(name: string, bytes: Buffer | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

test('a file of evidence is checked on the command line, by the tenant it names or by published keys', async () => {
  const ground = await aTenant();
  const { tenant } = ground;
  const supervisor = await ground.person(['supervisor']);
  const { id: swapId, number } = await inTenant(tenant.id, (tx) =>
    sampleCompleted({ tx, tenant, now: NOON, actorId: '' }),
  );
  const take = async (as: 'json' | 'pdf') =>
    Buffer.from((await ask(swapEvidence, supervisor, { swapId, as })).file, 'base64');
  const [pack, drawn] = [await take('json'), await take('pdf')];
  const keys = written('keys.json', JSON.stringify(await ask(evidenceKeys, ground.stranger(), {})));

  const json = written('pack.json', pack);
  expect(await check(json)).toMatchObject({ code: 0, said: expect.stringContaining(number) });
  expect((await check(json, '--keys', keys)).code).toBe(0);
  const pdf = written('pack.pdf', drawn);
  expect((await check(pdf)).said).toContain('--tenant');
  expect((await check(pdf, '--tenant', tenant.slug)).code).toBe(0);
  expect((await check(pdf, '--keys', keys)).code).toBe(0);

  const changed = written('changed.json', pack.toString('utf8').replace('"completed"', '"cancelled"'));
  expect(await check(changed)).toMatchObject({ code: 1, said: expect.stringContaining('Do not rely on it') });
  const another = await aTenant();
  expect((await check(pdf, '--tenant', another.tenant.slug)).code).toBe(1);
});
