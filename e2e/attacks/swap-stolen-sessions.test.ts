import { expect, test } from 'vitest';
import { newId } from '@/lib/base/id';
import { aHolder, aStockCard } from '@/testing/swap-scene';
import { attackedSwap, play } from './swap-scene';

test('a stolen session cookie of the holder', async () => {
  const scene = await attackedSwap();
  const thief = scene.browser(scene.cookies);
  const own = {
    numberId: scene.numberId,
    iccid: scene.card.iccid,
    reason: 'damaged',
    key: newId(new Date()),
  };
  // The proof of the sign-in is an hour old.
  await scene.rows(
    `update sessions set proved_at = proved_at - interval '1 hour' where tenant_id = $1 returning id`,
  );
  expect(await play(thief, 'requestOwn', own)).toBe('/step-up');
  expect(await play(thief, 'unlockSwaps', {})).toBe('/step-up');
  expect(await play(thief, 'changeAddress', { address: 'thief@example.com' })).toBe('/step-up');
  const agent = await scene.staff(await scene.ground.person(['agent']));
  expect(await scene.requestAs(agent)).toBe('done');
  const swapId = await scene.newestCase();
  expect(await play(thief, 'prove', { swapId })).toBe('/step-up');
  // They may have a code sent, to where only the holder reads it; and guess.
  expect(await scene.sendCode(swapId, 'email', thief)).toBe('done');
  for (const guess of ['000000', '123456'])
    expect(await scene.enterCode(swapId, guess, thief)).toBe('code_refused');
  expect(await scene.enterCode(swapId, '654321', thief)).toBe('swap_failed_too_often');
  expect(await scene.stateOf(swapId)).toBe('refused');
  await scene.expectNotMoved();
});

test('a stolen session cookie of the holder, with the proof of the sign-in still fresh', async () => {
  const scene = await attackedSwap();
  await scene.stepUp(scene.mine, scene.holderId);
  const thief = scene.browser(scene.cookies);
  const own = {
    numberId: scene.numberId,
    iccid: scene.card.iccid,
    reason: 'damaged',
    key: newId(new Date()),
  };
  // It is asked for at the most: what was shown before the request is not shown after it.
  expect(await play(thief, 'requestOwn', own)).toBe('done');
  const swapId = await scene.newestCase();
  expect(await play(thief, 'prove', { swapId })).toBe('swap_needs_factor_now');
  expect(await scene.stateOf(swapId)).toBe('proving');
  const [told] = await scene.rows(
    `select 1 from outbox_messages where tenant_id = $1 and address = $2 and template in ('swapAsked', 'swapRequestedHere')`,
    scene.msisdn,
  );
  expect(told).toBeDefined();
  expect(await scene.no()).toMatch(/^END /);
  expect(await scene.stateOf(swapId)).toBe('cancelled');
  await scene.expectNotMoved();
});

test('a stolen session cookie of the agent', async () => {
  const scene = await attackedSwap();
  const agent = await scene.staff(await scene.ground.person(['agent']));
  expect(await scene.requestAs(agent)).toBe('done');
  const swapId = await scene.newestCase();
  expect(await play(agent, 'approve', { swapId, note: 'x' })).toBe('forbidden');
  expect(await play(agent, 'refuse', { swapId, note: 'x' })).toBe('forbidden');
  expect(await play(agent, 'decide', { swapId, verdict: 'go_on', note: 'x' })).toBe('forbidden');
  expect(await play(agent, 'remedy', { swapId, reason: 'x' })).toBe('forbidden');
  expect(await play(agent, 'prove', { swapId })).toBe('not_found');
  expect(await play(agent, 'sendCode', { swapId, to: 'email' })).toBe('not_found');
  expect(await play(agent, 'enterCode', { swapId, code: '123456' })).toBe('not_found');
  for (const documentNumber of ['1199080000000001', '1199080000000002', '1199080000000003'])
    expect(await play(agent, 'document', { swapId, documentKind: 'national_id', documentNumber })).toMatch(
      /^swap_document_differs|swap_failed_too_often$/,
    );
  expect(await scene.stateOf(swapId)).toBe('refused');
  await scene.expectNotMoved();
});

test('a stolen session cookie of the supervisor', async () => {
  const scene = await attackedSwap();
  const swapId = await scene.openCase();
  const known = { swapId, documentKind: 'national_id', documentNumber: scene.documentNumber };
  await scene.rows(
    `update sessions set proved_at = proved_at - interval '1 hour' where tenant_id = $1 and person_id = $2 returning id`,
    scene.supervisor.principal.id,
  );
  const thief = scene.supervisorBrowser;
  expect(await play(thief, 'approve', { swapId, note: 'x' })).toBe('/step-up');
  // Also with a proof that is fresh: nothing is there to approve that nobody has proved.
  await scene.stepUp(thief, scene.supervisor.principal.id);
  expect(await play(thief, 'approve', { swapId, note: 'x' })).toBe('swap_not_in_this_state');
  // Whoever reads the document is not the second who looks at it.
  expect(await play(thief, 'document', known)).toBe('done');
  expect(await scene.stateOf(swapId)).toBe('review');
  expect(await play(thief, 'approve', { swapId, note: 'x' })).toBe('swap_same_hands');
  await scene.expectNotMoved();
});

test('an agent who adds their own number to a victim as a channel', async () => {
  const scene = await attackedSwap();
  const { iccid } = await aStockCard(scene.ground, new Date());
  const theirs = `+25078999${String(Math.floor(Math.random() * 10_000)).padStart(4, '0')}`;
  const agent = await scene.staff(await scene.ground.person(['agent']));
  const [name] = await scene.rows<{ given_names: string; family_name: string }>(
    'select given_names, family_name from identity_documents where tenant_id = $1 and person_id = $2',
    scene.holderId,
  );
  const registration = {
    ...{ iccid, msisdn: theirs, givenNames: name?.given_names ?? '', familyName: name?.family_name ?? '' },
    ...{ birthDate: '1990-08-01', documentKind: 'national_id', documentNumber: scene.documentNumber },
    ...{ language: 'en', key: newId(new Date()) },
  };
  expect(await play(agent, 'register', registration)).toBe('done');
  const [code] = await scene.sentTo(theirs, 'activationCode');
  // With the code of the new card they enter no account, whether it has a password or none.
  const activation = { msisdn: theirs, code: code ?? '', password: 'four words are enough' };
  expect(code).toMatch(/^\d{6}$/);
  expect(await play(scene.browser(), 'activate', activation)).toBe('confirm_signed_in');
  const [password] = await scene.rows(
    'select 1 from passwords where tenant_id = $1 and person_id = $2',
    scene.holderId,
  );
  expect(password).toBeUndefined();
  // It is no name to sign in with, nothing is sent to it, and it answers for nobody.
  await play(scene.browser(), 'sendSignInCode', { identifier: theirs, channel: 'sms' });
  const swapId = await scene.openCase({ reason: 'damaged' });
  expect(await scene.yes(theirs)).not.toMatch(/^END Thank/);
  expect(await scene.sendCode(swapId, 'old-sim')).toBe('done');
  const sent = await scene.rows<{ template: string }>(
    `select template from outbox_messages where tenant_id = $1 and address = $2 and channel <> 'none' and template <> 'activationCode'`,
    theirs,
  );
  expect(sent).toEqual([]);
  expect(await scene.stateOf(swapId)).toBe('proving');
  await scene.expectNotMoved();
});

test('a victim’s session moves nobody else’s number, and sees no case of theirs', async () => {
  const scene = await attackedSwap();
  const swapId = await scene.openCase();
  const { holder } = await aHolder(scene.ground, { at: new Date(), withTotp: false });
  const other = await scene.staff(holder);
  for (const form of ['prove', 'notMe', 'cancelOwn', 'release'] as const)
    expect([form, await play(other, form, { swapId })]).toEqual([form, 'not_found']);
  expect(await play(other, 'sendCode', { swapId, to: 'email' })).toBe('not_found');
  expect(await play(other, 'enterCode', { swapId, code: '123456' })).toBe('not_found');
  expect((await other.get(`/user/swaps/${swapId}`)).body).not.toContain(scene.msisdn);
  expect(await scene.stateOf(swapId)).toBe('proving');
});
