import { describe, expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { DAY_MS, SECOND_MS } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { ask } from '@/lib/command/ask';
import { perform } from '@/lib/command/perform';
import type { Person } from '@/lib/policy/actor';
import { showWallet } from '@/lib/wallet/show';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { aCustomer } from '@/testing/money';
import { aDocument, add, addBoth, photograph } from '@/testing/pictures';
import { code } from '@/testing/recovery-scene';
import { sampleOf } from '@/testing/samples';
import { picturesForSwap } from './pictures-for-swap';
import { listDocuments, showDocument } from './queries';
import { PICTURE_MAX_BYTES } from './re-encode';
import { showPicture } from './show-picture';
import { refuseDocument, verifyDocument } from './verify';

const TOMORROW = new Date(NOON.getTime() + DAY_MS);

const rowsOf = <Row>({ tenant }: Ground, text: string): Promise<Row[]> =>
  inTenant(tenant.id, async (tx) => (await tx.$client.query(text)).rows as Row[]);

const pictureOf = async (by: Person, documentId: string, at = 0) =>
  (await ask(showDocument, by, { documentId })).pictures[at]?.id ?? '';

const lookedBy = async (by: Person, documentId: string) =>
  (await ask(showDocument, by, { documentId })).looked;

async function aScene() {
  const ground = await aTenant();
  const [agent, other, supervisor] = [
    await ground.person(['agent']),
    await ground.person(['agent']),
    await ground.person(['supervisor']),
  ];
  return { ground, agent, other, supervisor, ...(await aDocument(ground, agent)) };
}

describe('a picture of a document', () => {
  test('is sealed at rest, and one that is moved to another row does not open', async () => {
    const { ground, agent, supervisor, documentId } = await aScene();
    await addBoth(agent, documentId);
    const stored = await rowsOf<{ image: Buffer }>(ground, 'select image from document_pictures');
    for (const { image } of stored)
      expect([image[0], image.includes(Buffer.of(0xff, 0xd8, 0xff))]).toEqual([1, false]);
    const pictureId = await pictureOf(supervisor, documentId);
    const { image } = await ask(showPicture, supervisor, { documentId, pictureId });
    expect([...image.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
    await rowsOf(
      ground,
      `update document_pictures p set image = (select image from document_pictures o where o.id <> p.id limit 1)`,
    );
    await expect(ask(showPicture, supervisor, { documentId, pictureId })).rejects.toThrow(/authenticate/);
  });

  test('that is refused leaves nothing but the evidence of the try', async () => {
    const { ground, agent, documentId } = await aScene();
    const good = await photograph();
    const tries = [
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      good.subarray(0, good.length / 2),
      Buffer.concat([good, Buffer.alloc(PICTURE_MAX_BYTES + 1 - good.length)]),
    ];
    const codes = [];
    for (const picture of tries) codes.push(await code(add(agent, documentId, 'front', picture)));
    expect(codes).toEqual(['picture_unknown', 'picture_broken', 'picture_too_large']);
    expect(await rowsOf(ground, 'select 1 from document_pictures')).toEqual([]);
    const told = `select outcome, change from audit_events where command = 'kyc.picture.add' order by id`;
    expect(await rowsOf(ground, told)).toEqual(codes.map((outcome) => ({ outcome, change: null })));
  });

  test('that is newer takes the place of the older, which stays as evidence', async () => {
    const { ground, agent, documentId } = await aScene();
    await add(agent, documentId, 'front', await photograph());
    await add(
      later(agent, new Date(NOON.getTime() + SECOND_MS)),
      documentId,
      'front',
      await photograph(900, 700),
    );
    const kept = 'select width, replaced_at is null as stands from document_pictures order by id';
    expect(await rowsOf(ground, kept)).toEqual([
      { width: 800, stands: false },
      { width: 900, stands: true },
    ]);
    const [both] = await Promise.all([
      Promise.allSettled([
        add(agent, documentId, 'face', await photograph()),
        add(agent, documentId, 'face', await photograph()),
      ]),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect(
      await rowsOf(ground, `select 1 from document_pictures where side = 'face' and replaced_at is null`),
    ).toHaveLength(1);
  });

  test('is seen by whoever reviews, and by the agent who took it today; each look leaves its evidence', async () => {
    const { ground, agent, other, supervisor, documentId, holder } = await aScene();
    const abroad = await (await aTenant()).person(['owner']);
    await addBoth(agent, documentId);
    const pictureId = await pictureOf(supervisor, documentId);
    const look = (by: Person) => code(ask(showPicture, by, { documentId, pictureId }));
    const tomorrow = later(agent, TOMORROW);
    expect(await Promise.all([supervisor, agent, tomorrow, other, abroad, holder].map(look))).toEqual([
      'done',
      'done',
      'not_found',
      'not_found',
      'not_found',
      'forbidden',
    ]);
    const looks = await rowsOf<{ outcome: string; subject: string; change: object }>(
      ground,
      `select outcome, subject, change from audit_events where command = 'kyc.picture.show' and outcome <> 'forbidden'`,
    );
    expect(looks.map(({ outcome }) => outcome).sort()).toEqual(['done', 'done', 'not_found', 'not_found']);
    for (const one of looks)
      expect(one).toMatchObject({ subject: `document:${documentId}`, change: { picture: pictureId } });
  });

  test('is added by whoever serves the customer, and by nobody to their own document', async () => {
    const { ground, agent, other, supervisor, documentId } = await aScene();
    const abroad = await (await aTenant()).person(['owner']);
    const own = await aDocument(ground, other, { personId: agent.principal.id });
    const front = await photograph();
    const by = (who: Person, id = documentId) => code(add(who, id, 'front', front));
    expect(await by(agent)).toBe('done');
    expect(await by(supervisor)).toBe('done');
    expect(await by(other)).toBe('not_found');
    expect(await by(abroad)).toBe('not_found');
    expect(await by(agent, own.documentId)).toBe('kyc_own_document');
    expect(await by(agent, newId(NOON))).toBe('not_found');
  });

  test('of a swap is of that swap and its holder alone, and changes nothing of the document', async () => {
    const { ground, agent, other, supervisor, documentId, holder } = await aScene();
    const swapId = await aSwap(ground, holder, agent);
    const front = await photograph();
    expect(await code(add(other, documentId, 'front', front, swapId))).toBe('kyc_no_such_swap');
    expect(await code(add(agent, documentId, 'front', front, newId(NOON)))).toBe('kyc_no_such_swap');
    const someoneElses = await aDocument(ground, agent);
    expect(await code(add(agent, someoneElses.documentId, 'front', front, swapId))).toBe('kyc_no_such_swap');
    await add(agent, documentId, 'front', front, swapId);
    await add(supervisor, documentId, 'face', front, swapId);
    const { pictures, documentId: ofNumber } = await inTenant(ground.tenant.id, (tx) =>
      picturesForSwap(tx, ground.tenant.id, swapId),
    );
    expect(ofNumber).toEqual(expect.any(String));
    expect(pictures.map(({ side }) => side)).toEqual(['front', 'face']);
    const { lacking, state } = await ask(showDocument, supervisor, { documentId });
    expect({ lacking, state }).toEqual({ lacking: ['front', 'face'], state: 'lacking' });
    await rowsOf(ground, `update swap_cases set state = 'refused'`);
    expect(await code(add(agent, documentId, 'back', front, swapId))).toBe('kyc_no_such_swap');
  });
});

describe('a document', () => {
  test('counts once a second person has looked at it, and no more once one has refused it', async () => {
    const ground = await aTenant();
    const [agent, supervisor] = [await ground.person(['agent']), await ground.person(['supervisor'])];
    const customer = await aCustomer(ground);
    const { documentId } = await aDocument(ground, agent, { personId: customer.principal.id });
    const tier = async () => (await ask(showWallet, customer, {})).tier;
    const listed = async () => (await ask(listDocuments, supervisor, {})).documents.map(({ id }) => id);
    expect([await tier(), await listed()]).toEqual([0, []]);
    await addBoth(agent, documentId);
    expect([await tier(), await listed()]).toEqual([0, [documentId]]);
    const looked = await lookedBy(supervisor, documentId);
    await perform(verifyDocument, supervisor, { documentId, looked });
    expect([await tier(), await listed()]).toEqual([1, []]);
    expect(await code(perform(verifyDocument, supervisor, { documentId, looked }))).toBe('kyc_is_verified');
    const reason = 'The face is somebody else’s';
    await perform(refuseDocument, supervisor, { documentId, looked, reason });
    expect(await tier()).toBe(0);
    const { checks, state } = await ask(showDocument, supervisor, { documentId });
    expect(state).toBe('refused');
    expect(checks.map(({ verdict, note }) => [verdict, note])).toEqual([
      ['refused', reason],
      ['verified', null],
    ]);
    await add(agent, documentId, 'face', await photograph());
    expect(await listed()).toEqual([documentId]);
  });

  test('is not looked at by its holder, its writer, or whoever took a picture of it', async () => {
    const { ground, supervisor, other } = await aScene();
    const [admin, writer] = [await ground.person(['admin']), await ground.person(['supervisor'])];
    const { documentId } = await aDocument(ground, writer, { personId: admin.principal.id });
    await add(writer, documentId, 'front', await photograph());
    await add(supervisor, documentId, 'face', await photograph());
    const third = await ground.person(['owner']);
    const looked = await lookedBy(third, documentId);
    const verify = (by: Person) => code(perform(verifyDocument, by, { documentId, looked }));
    expect(await verify(admin)).toBe('kyc_own_document');
    expect(await verify(writer)).toBe('kyc_other_eyes');
    expect(await verify(supervisor)).toBe('kyc_other_eyes');
    expect(await verify(other)).toBe('forbidden');
    expect(await verify(third)).toBe('done');
    await expect(
      rowsOf(
        ground,
        `insert into document_checks select tenant_id, gen_random_uuid(), document_id, by, verdict, written_by, written_by, null, null, at
         from document_checks`,
      ),
    ).rejects.toThrow(/document_is_checked_by_another/);
    await expect(rowsOf(ground, 'delete from document_checks')).rejects.toThrow(/permission denied/);
    await expect(rowsOf(ground, 'delete from document_pictures')).rejects.toThrow(/permission denied/);
  });

  test('is verified with the pictures that were looked at, with all that are needed, and not past its last day', async () => {
    const { ground, agent, supervisor } = await aScene();
    const { documentId } = await aDocument(ground, agent, { expiresOn: '2026-06-15' });
    const verify = async (by = supervisor, looked?: string) =>
      code(
        perform(verifyDocument, by, {
          documentId,
          looked: looked ?? (await lookedBy(supervisor, documentId)),
        }),
      );
    expect(await verify()).toBe('kyc_pictures_lack');
    await addBoth(agent, documentId);
    const before = await lookedBy(supervisor, documentId);
    await add(agent, documentId, 'face', await photograph());
    expect(await verify(supervisor, before)).toBe('kyc_pictures_changed');
    expect(await verify(later(supervisor, TOMORROW))).toMatch(/needs_fresh_second_factor/);
    const tomorrow = { ...supervisor, session: { ...supervisor.session, provedAt: TOMORROW } };
    expect(await verify(later(tomorrow, TOMORROW))).toBe('kyc_expired');
    expect(await verify()).toBe('done');
  });

  test('that is verified keeps its pictures, unless somebody who reviews takes a newer one, which is looked at again', async () => {
    const { agent, supervisor, ground, documentId } = await aScene();
    await addBoth(agent, documentId);
    await perform(verifyDocument, supervisor, { documentId, looked: await lookedBy(supervisor, documentId) });
    expect(await code(add(agent, documentId, 'face', await photograph()))).toBe('kyc_pictures_stand');
    expect(await code(add(agent, documentId, 'back', await photograph()))).toBe('done');
    const second = await ground.person(['supervisor']);
    await add(second, documentId, 'face', await photograph());
    const { documents } = await ask(listDocuments, supervisor, {});
    expect(documents.map(({ id, state }) => [id, state])).toEqual([[documentId, 'verified']]);
    const looked = await lookedBy(second, documentId);
    expect(await code(perform(verifyDocument, second, { documentId, looked }))).toBe('kyc_other_eyes');
    expect(await code(perform(verifyDocument, supervisor, { documentId, looked }))).toBe('done');
  });

  test('is shown masked to the agent who wrote it, whole to whoever compares it, and to no other agent', async () => {
    const { agent, other, supervisor, documentId, number } = await aScene();
    const seen = await ask(showDocument, agent, { documentId });
    expect(seen).toMatchObject({
      name: 'Aline M.',
      birthDate: null,
      number: `•••••••••••••${number.slice(-3)}`,
    });
    const whole = await ask(showDocument, supervisor, { documentId });
    expect(whole).toMatchObject({ name: 'Aline Mukamana', birthDate: '1990-08-01', number });
    expect(await code(ask(showDocument, other, { documentId }))).toBe('not_found');
    const { documents, of } = await ask(listDocuments, agent, { of: 'waiting' });
    expect([of, documents.map(({ id }) => id)]).toEqual(['mine', [documentId]]);
    expect((await ask(listDocuments, other, {})).documents).toEqual([]);
  });
});

/** An open swap of somebody's number, as an agent asked for it. */
async function aSwap(ground: Ground, holder: Person, agent: Person): Promise<string> {
  const { simId, numberId, newSimId, msisdn } = await sampleOf(ground, holder);
  const id = newId(NOON);
  await inTenant(ground.tenant.id, (tx) =>
    tx.$client.query(
      `insert into swap_cases (tenant_id, id, number, number_id, msisdn, holder_id, old_sim_id, old_sim_state, new_sim_id, reason, channel,
         requested_by, requested_at, state, expires_at, ways, old_sim_counts, review_reasons, risk, risk_level, contributions, cooling_reasons)
       values ($1, $2, 'S-TEST-0001', $3, $4, $5, $6, 'active', $7, 'lost', 'shop', $8, $9, 'proving', $10, '{document}', false,
         '{document-only}', 0, 'low', '[]', '{}')`,
      [
        ground.tenant.id,
        id,
        numberId,
        msisdn,
        holder.principal.id,
        simId,
        newSimId,
        agent.principal.id,
        NOON,
        TOMORROW,
      ],
    ),
  );
  return id;
}
