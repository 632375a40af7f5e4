import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { after, MINUTE_MS } from '@/lib/base/clock';
import { env } from '@/lib/base/env';
import { perform } from '@/lib/command/perform';
import type { Person } from '@/lib/policy/actor';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { REGISTRY_KEY, says, startRegistry } from '@/testing/identity-registry';
import type { Reply } from '@/testing/message-services';
import { aDocument } from '@/testing/pictures';
import { code } from '@/testing/recovery-scene';
import { askRegistry } from './ask-registry';
import { pretendRegistry } from './pretend-registry';
import { httpRegistry } from './registry';

let registry: Awaited<ReturnType<typeof startRegistry>>;
const { NGAO_MODE } = env();

beforeEach(async () => {
  registry = await startRegistry();
  Object.assign(env(), { NATIONAL_ID_URL: `${registry.url}/verify`, NATIONAL_ID_KEY: REGISTRY_KEY });
});
afterEach(async () => {
  Object.assign(env(), { NATIONAL_ID_URL: undefined, NATIONAL_ID_KEY: undefined, NGAO_MODE });
  expect(registry.complaints).toEqual([]);
  await registry.close();
});

async function aScene(over = {}) {
  const ground = await aTenant();
  const agent = await ground.person(['agent']);
  return { ground, agent, ...(await aDocument(ground, agent, over)) };
}

const stood = async ({ tenant }: Ground) =>
  inTenant(tenant.id, async (tx) => {
    const { rows } = await tx.$client.query(
      `select d.verified_at is not null as verified, d.refused_at is not null as refused,
         array(select c.verdict || ' ' || coalesce(c.reference, '') from document_checks c order by c.id) as checks
       from identity_documents d`,
    );
    return rows[0];
  });

const put = (by: Person, documentId: string) => perform(askRegistry, by, { documentId });

describe('the registry', () => {
  test.each([
    ['verified', says('verified', 'A-1'), { verified: true, refused: false, checks: ['verified A-1'] }],
    ['refused', says('refused', 'A-2'), { verified: false, refused: true, checks: ['refused A-2'] }],
    ['unknown', says('unknown', 'A-3'), { verified: false, refused: false, checks: ['unknown A-3'] }],
    ['unreachable', 'hang-up', { verified: false, refused: false, checks: ['unreachable '] }],
    [
      'unreachable',
      { status: 500, body: 'no' },
      { verified: false, refused: false, checks: ['unreachable '] },
    ],
    ['unreachable', says('certainly'), { verified: false, refused: false, checks: ['unreachable '] }],
    [
      'unreachable',
      says('verified', 'x'.repeat(20_000)),
      { verified: false, refused: false, checks: ['unreachable '] },
    ],
    [
      'unreachable',
      { status: 302, body: '', headers: { location: 'http://127.0.0.1:1/' } },
      { verified: false, refused: false, checks: ['unreachable '] },
    ],
  ] as [string, Reply, object][])('says %s', async (verdict, reply, then) => {
    const { ground, agent, documentId } = await aScene();
    registry.next(reply);
    expect(await put(agent, documentId)).toEqual({ documentId, verdict });
    expect(await stood(ground)).toEqual(then);
    expect(registry.asked).toHaveLength(1);
  });

  test('that stays silent is waited for as long as is set, and asked once', async () => {
    registry.next('silence');
    const silent = httpRegistry({ url: registry.url, key: REGISTRY_KEY, patienceMs: 1 });
    const question = {
      kind: 'passport',
      number: 'PC1',
      givenNames: 'A',
      familyName: 'B',
      birthDate: '1990-01-01',
    } as const;
    expect(await silent.ask(question)).toEqual({ verdict: 'unreachable', reference: null });
    expect(registry.asked.length).toBeLessThanOrEqual(1);
  });

  test('takes back what it said before, and is left in peace for a minute', async () => {
    const { ground, agent, documentId } = await aScene({ verifiedAt: NOON });
    registry.next(says('refused'));
    await put(agent, documentId);
    expect(await stood(ground)).toMatchObject({ verified: false, refused: true });
    expect(await code(put(agent, documentId))).toBe('registry_asked_lately');
    expect(await code(put(later(agent, after(NOON, MINUTE_MS)), documentId))).toBe('done');
    expect(await stood(ground)).toMatchObject({ verified: true, refused: false });
  });

  test('is not asked by whom it does not concern, about an expired document, or where there is none', async () => {
    const { ground, agent, documentId } = await aScene({ expiresOn: '2026-06-14' });
    const own = await aDocument(ground, agent, { personId: agent.principal.id });
    expect(await code(put(await ground.person(['agent']), documentId))).toBe('not_found');
    expect(await code(put(await (await aTenant()).person(['owner']), documentId))).toBe('not_found');
    expect(await code(put(agent, documentId))).toBe('kyc_expired');
    expect(await code(put(agent, own.documentId))).toBe('kyc_own_document');
    Object.assign(env(), { NATIONAL_ID_URL: undefined, NGAO_MODE: 'production' });
    expect(await code(put(agent, documentId))).toBe('registry_not_there');
    expect(pretendRegistry).toThrow();
    expect(registry.asked).toEqual([]);
  });

  test('is told what stands on the document and nothing else, and none of it is in the audit log', async () => {
    const { ground, agent, documentId, number } = await aScene();
    await put(agent, documentId);
    const [asked] = registry.asked;
    expect(JSON.parse(asked?.body ?? '')).toEqual({
      ...{
        kind: 'national_id',
        number,
        givenNames: 'Aline',
        familyName: 'Mukamana',
        birthDate: '1990-08-01',
      },
    });
    const events = await inTenant(ground.tenant.id, (tx) =>
      tx.$client.query(`select * from audit_events where command = 'kyc.ask-registry'`),
    );
    expect(JSON.stringify(events.rows)).not.toContain(number);
  });
});
