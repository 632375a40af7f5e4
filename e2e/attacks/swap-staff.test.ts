import { expect, test } from 'vitest';
import { DAY_MS } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { aHolder, aStockCard } from '@/testing/swap-scene';
import { type AttackedSwap, attackedSwap, play } from './swap-scene';

const note = 'It is them';

/** A case that a document alone has brought before a second pair of eyes. */
async function inReview(scene: AttackedSwap, by = scene.agentBrowser): Promise<string> {
  expect(await scene.requestAs(by)).toBe('done');
  const swapId = await scene.newestCase();
  const read = { swapId, documentKind: 'national_id', documentNumber: scene.documentNumber };
  expect(await play(by, 'document', read)).toBe('done');
  expect(await scene.stateOf(swapId)).toBe('review');
  return swapId;
}

test('the agent approves their own request', async () => {
  const scene = await attackedSwap({ withTotp: false, withPin: false });
  const swapId = await inReview(scene);
  expect(await play(scene.agentBrowser, 'approve', { swapId, note })).toBe('forbidden');
  expect(await scene.stateOf(swapId)).toBe('review');

  const other = await attackedSwap({ withTotp: false, withPin: false });
  const ofSupervisor = await inReview(other, other.supervisorBrowser);
  expect(await play(other.supervisorBrowser, 'approve', { swapId: ofSupervisor, note })).toBe(
    'swap_other_eyes',
  );
  // Nor does the database take it, whoever writes.
  await expect(
    other.rows('update swap_cases set reviewed_by = requested_by where tenant_id = $1 returning id'),
  ).rejects.toThrow(/swap_is_reviewed_by_another/);
  await other.expectNotMoved();
});

test('the agent approves their own request by two accounts of one person', async () => {
  const scene = await attackedSwap({ withTotp: false, withPin: false });
  const swapId = await inReview(scene);
  const [agentId, supervisorId] = [scene.agent.principal.id, scene.supervisor.principal.id];
  // The second account has another kind of document, and the names the other way round.
  const document = (personId: string, kind: string, given: string, family: string) =>
    scene.rows(
      `insert into identity_documents (tenant_id, id, person_id, kind, number, number_fingerprint, given_names, family_name,
         birth_date, created_at) values ($1, $2, $3, $4, '\\x00', $5, $6, $7, '1984-02-29', now()) returning id`,
      ...[newId(new Date()), personId, kind, Buffer.from(personId), given, family],
    );
  await document(agentId, 'national_id', 'Éric Manzi', 'HABIMANA');
  const [written] = await document(supervisorId, 'passport', 'HABIMANA Eric', 'Manzi');
  expect(await play(scene.supervisorBrowser, 'approve', { swapId, note })).toBe('swap_same_hands');
  // Without any document, but at the very browser of the other account.
  await scene.rows(
    'delete from identity_documents where tenant_id = $1 and id = $2 returning id',
    written?.id,
  );
  const sameBrowser = await scene.inOneBrowser(scene.supervisor, scene.agent);
  expect(await play(sameBrowser, 'approve', { swapId, note })).toBe('swap_same_hands');
  expect(await scene.stateOf(swapId)).toBe('review');
  await scene.expectNotMoved();
});

/** Cases of the last days, that somebody asked for and somebody else looked over. */
async function past(scene: AttackedSwap, [by, reviewer]: [string, string], times: number) {
  for (let count = 0; count < times; count += 1) {
    const at = new Date(Date.now() - 2 * DAY_MS);
    const [{ holderId, numberId, msisdn, oldSim }, { id: newSimId }] = [
      await aHolder(scene.ground, { at, withPin: false, withTotp: false }),
      await aStockCard(scene.ground, at),
    ];
    await scene.rows(
      `insert into swap_cases (tenant_id, id, number, number_id, msisdn, holder_id, old_sim_id, old_sim_state, new_sim_id,
         reason, channel, requested_by, requested_at, state, expires_at, ways, old_sim_counts, review_reasons, risk, risk_level,
         contributions, cooling_reasons, ready_at, reviewed_by, reviewed_at, completed_at, ended_at)
       values ($1, $2, $3, $4, $5, $6, $7, 'active', $8, 'lost', 'shop', $9, $11, 'completed', $11, '{document}', true,
         '{document-only}', 0, 'low', '[]', '{}', $11, $10, $11, $11, $11) returning id`,
      ...[newId(at), `S-${newId(at).slice(-8)}`, numberId, msisdn, holderId, oldSim.id],
      ...[newSimId, by, reviewer, at],
    );
  }
}

test('a colluding pair: two who always approve each other want a third, and people hear of them', async () => {
  const scene = await attackedSwap({ withTotp: false, withPin: false });
  const [first, second] = [scene.supervisor.principal.id, scene.third.principal.id];
  await past(scene, [first, second], 3);
  await past(scene, [second, first], 3);
  const swapId = await inReview(scene, scene.supervisorBrowser);
  expect(await play(scene.thirdBrowser, 'approve', { swapId, note })).toBe('swap_wants_a_third');
  expect(await scene.swapRow(swapId)).toMatchObject({ state: 'review', reviewed_by: null });
  expect(await scene.incidents()).toContain('swap-agent');
  const other = await scene.staff(await scene.ground.person(['supervisor']));
  expect(await play(other, 'approve', { swapId, note })).toBe('done');
  expect(await scene.stateOf(swapId)).toBe('cooling');
  await scene.expectNotMoved();
});

test('a colluding pair: one whose cases are always approved by the same other wants a third too', async () => {
  const scene = await attackedSwap({ withTotp: false, withPin: false });
  await past(scene, [scene.agent.principal.id, scene.supervisor.principal.id], 10);
  for (const reviewer of [scene.third, await scene.ground.person(['supervisor'])])
    await past(scene, [newId(new Date()), reviewer.principal.id], 1);
  const swapId = await inReview(scene);
  expect(await play(scene.supervisorBrowser, 'approve', { swapId, note })).toBe('swap_wants_a_third');
});

test('a colluding pair is bounded by velocity: the sixth request in an hour suspends, also of twelve at once', async () => {
  const scene = await attackedSwap();
  const agent = await scene.ground.person(['agent']);
  const browser = await scene.staff(agent);
  const wanted = [];
  for (let count = 0; count < 12; count += 1)
    wanted.push({
      msisdn: (await aHolder(scene.ground, { at: new Date(), withPin: false, withTotp: false })).msisdn,
      iccid: (await aStockCard(scene.ground, new Date())).iccid,
    });
  const came = await Promise.all(wanted.map((given) => scene.requestAs(browser, given)));
  expect(came.filter((one) => one === 'done')).toHaveLength(5);
  expect(new Set(came)).toEqual(
    new Set(['done', 'swap_agent_too_fast', 'counter_is_held'].filter((one) => came.includes(one))),
  );
  expect(await scene.heldOn(agent.principal.id)).toEqual(['counter']);
  expect(await scene.requestAs(browser)).toBe('counter_is_held');
  const open = await scene.rows<{ review_reasons: string[] }>(
    'select review_reasons from swap_cases where tenant_id = $1 and requested_by = $2',
    agent.principal.id,
  );
  expect(open.every(({ review_reasons }) => review_reasons.includes('agent-suspended'))).toBe(true);
});

test('a request in one tenant for a number of another', async () => {
  const [here, there] = [await attackedSwap(), await attackedSwap()];
  expect(await here.requestAs(here.agentBrowser, { msisdn: '+250788999999' })).toBe('swap_number_unknown');
  await there.rows(`update numbers set msisdn = '+250789123456' where tenant_id = $1 returning id`);
  expect(await here.requestAs(here.agentBrowser, { msisdn: '+250789123456' })).toBe('swap_number_unknown');
  expect(await here.requestAs(here.agentBrowser, { iccid: there.card.iccid })).toBe('swap_card_not_in_stock');
  const own = { numberId: there.numberId, iccid: here.card.iccid, reason: 'lost', key: newId(new Date()) };
  await here.stepUp(here.mine, here.holderId);
  expect(await play(here.mine, 'requestOwn', own)).toBe('swap_number_unknown');
  // With the session of one tenant at the host of the other, nobody is signed in.
  const agentOfHere = await here.cookiesOfStaff(await here.ground.person(['agent']));
  expect(await play(there.browser(agentOfHere), 'request', { ...own, msisdn: there.msisdn })).toBe(
    '/sign-in',
  );
  // A case of the other tenant is none.
  const swapId = await there.openCase({ msisdn: '+250789123456' });
  expect(await play(here.supervisorBrowser, 'refuse', { swapId, note })).toBe('not_found');
  expect(await play(here.mine, 'prove', { swapId })).toBe('not_found');
  expect(await here.rows('select 1 from swap_cases where tenant_id = $1')).toEqual([]);
});

test('50 requests in parallel for one number: one case opens', async () => {
  const scene = await attackedSwap();
  const agents = [];
  for (let count = 0; count < 5; count += 1)
    agents.push(await scene.staff(await scene.ground.person(['agent'])));
  const cards: { iccid: string }[] = [];
  for (let count = 0; count < 10; count += 1) cards.push(await aStockCard(scene.ground, new Date()));
  const came = await Promise.all(
    agents.flatMap((agent) => cards.map(({ iccid }) => scene.requestAs(agent, { iccid }))),
  );
  expect(came).toHaveLength(50);
  expect(came.filter((one) => one === 'done')).toHaveLength(1);
  expect(new Set(came)).toEqual(new Set(['done', 'swap_is_open']));
  expect(await scene.rows('select 1 from swap_cases where tenant_id = $1')).toHaveLength(1);
  expect(await scene.rows(`select 1 from sims where tenant_id = $1 and state = 'reserved'`)).toHaveLength(1);
  expect(await scene.simOfNumber()).toBe(scene.oldSim.id);
});
