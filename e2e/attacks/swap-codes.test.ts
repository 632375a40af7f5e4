import { expect, test } from 'vitest';
import { aHolder, aStockCard } from '@/testing/swap-scene';
import { attackedSwap, play } from './swap-scene';

const wrong = (code: string, by = 1) => String((Number(code) + by) % 1_000_000).padStart(6, '0');

test('the code replayed: in the same case, and in the next one', async () => {
  const scene = await attackedSwap();
  const first = await scene.openCase();
  await scene.sendCode(first);
  const code = await scene.codeTo('email');
  expect(await scene.enterCode(first, code)).toBe('done');
  for (let again = 0; again < 3; again += 1) expect(await scene.enterCode(first, code)).toBe('code_refused');
  expect(await scene.stateOf(first)).toBe('proving');
  expect(await play(scene.agentBrowser, 'cancel', { swapId: first })).toBe('done');

  const { iccid } = await aStockCard(scene.ground, new Date());
  const second = await scene.openCase({ iccid });
  expect(await scene.enterCode(second, code)).toBe('code_refused');
  expect(await scene.rows('select 1 from swap_proofs where tenant_id = $1 and case_id = $2', second)).toEqual(
    [],
  );
  await scene.expectNotMoved();
});

test('the code guessed: at the third wrong one the case is refused, and the number rests for a day', async () => {
  const scene = await attackedSwap();
  const swapId = await scene.openCase();
  await scene.sendCode(swapId);
  const code = await scene.codeTo('email');
  const guesses = await Promise.all(
    Array.from({ length: 24 }, (_, at) => scene.enterCode(swapId, wrong(code, at + 1))),
  );
  expect(guesses).not.toContain('done');
  expect(guesses.filter((one) => one === 'swap_failed_too_often')).toHaveLength(1);
  expect(await scene.swapRow(swapId)).toMatchObject({ state: 'refused', refusal: 'failed-proofs' });
  // So many at once also look like a program, which may have ended the session.
  expect(await scene.enterCode(swapId, code)).toMatch(/^(code_refused|too_many_requests|\/sign-in)$/);
  const { iccid } = await aStockCard(scene.ground, new Date());
  expect(await scene.requestAs(scene.agentBrowser, { iccid })).toBe('swap_refused_for_now');
  expect(await scene.incidents()).toContain('swap-failed-proofs');
  await scene.expectNotMoved();
});

test('the code raced: of twelve at once one counts, and it counts once', async () => {
  const scene = await attackedSwap();
  const swapId = await scene.openCase();
  await scene.sendCode(swapId);
  const code = await scene.codeTo('email');
  const all = await Promise.all(Array.from({ length: 12 }, () => scene.enterCode(swapId, code)));
  expect(all.filter((one) => one === 'done')).toHaveLength(1);
  expect(await scene.rows('select kind, passed from swap_proofs where tenant_id = $1')).toEqual([
    { kind: 'email-code', passed: true },
  ]);
  await scene.expectNotMoved();
});

test('the code phished from the old SIM and used from the fraudster’s device', async () => {
  const scene = await attackedSwap();
  const swapId = await scene.openCase({ reason: 'damaged' });
  expect(await scene.sendCode(swapId, 'old-sim')).toBe('done');
  const phished = await scene.codeTo('old-sim');
  expect(phished).toMatch(/^\d{6}$/);
  // With no account, with an account of their own, and with the password of the holder.
  expect(await scene.enterCode(swapId, phished, scene.browser())).toBe('/sign-in');
  const fraudster = await scene.staff(
    (await aHolder(scene.ground, { at: new Date(), withTotp: false })).holder,
  );
  expect(await scene.enterCode(swapId, phished, fraudster)).toBe('not_found');
  const withPassword = await scene.anotherSession();
  expect(await scene.enterCode(swapId, phished, withPassword)).toBe('code_refused');
  expect(await play(withPassword, 'prove', { swapId })).toBe('/step-up');
  expect(await scene.stateOf(swapId)).toBe('proving');
  await scene.expectNotMoved();
});

test('a code asked for the new SIM', async () => {
  const scene = await attackedSwap();
  const swapId = await scene.openCase();
  for (const to of ['new-sim', 'sms', scene.card.iccid, '+250788000001'])
    expect(await play(scene.mine, 'sendCode', { swapId, to })).toBe('invalid_input');
  expect(await play(scene.mine, 'sendCode', { swapId, to: 'email', address: '+250788000001' })).toBe(
    'invalid_input',
  );
  // The old card was reported lost, so that none goes to the number; and when it is on the new card, none either.
  expect(await scene.sendCode(swapId, 'old-sim')).toBe('swap_way_is_closed');
  expect(await scene.prove(swapId)).toBe('done');
  expect(await scene.proveByCode(swapId)).toBe('done');
  expect(await scene.sendCode(swapId, 'old-sim')).toBe('swap_is_proved');
  const sent = await scene.rows<{ address: string }>(
    `select distinct address from outbox_messages where tenant_id = $1 and template = 'swapCode'`,
  );
  expect(sent).toEqual([{ address: scene.holder.principal.email }]);
  await scene.expectNotMoved();
});

test('knowledge of all biographical data', async () => {
  const scene = await attackedSwap();
  // The call centre asks for no swap, has no field for what the caller knows, and no way to say that it fits.
  const support = await scene.staff(await scene.ground.person(['support']));
  expect(await scene.requestAs(support)).toBe('forbidden');
  const swapId = await scene.openCase();
  const known = { swapId, documentKind: 'national_id', documentNumber: scene.documentNumber };
  expect(await play(support, 'document', known)).toBe('forbidden');
  expect(await play(support, 'approve', { swapId, note: 'They knew everything' })).toBe('forbidden');
  // On the public page it only ever holds back.
  const outage = { number: scene.msisdn, birthDate: '1990-08-01' };
  expect(await play(scene.browser(), 'reportOutage', outage)).toBe('done');
  expect(await scene.heldOn(scene.holderId)).toEqual(['money_out', 'sim_swap']);
  // Typed at a counter by an agent who was talked over, it is a document that nobody has looked at: a second person does.
  expect(await play(scene.agentBrowser, 'document', known)).toBe('done');
  expect(await scene.swapRow(swapId)).toMatchObject({ state: 'review', review_reasons: ['document-only'] });
  await scene.expectNotMoved();
});
