import { inTenant } from '@/db/client';
import { identityDocuments } from '@/db/schema/person';
import { numbers } from '@/db/schema/sim';
import { sampleFactor } from '@/lib/auth/sample-factor';
import { after, DAY_MS, SECOND_MS } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import type { Msisdn } from '@/lib/base/msisdn';
import { ask } from '@/lib/command/ask';
import { perform } from '@/lib/command/perform';
import { documentFingerprint, sealDocument } from '@/lib/person/document';
import type { Person } from '@/lib/policy/actor';
import { moveSim } from '@/lib/sim/move-sim';
import { sampleStock } from '@/lib/sim/sample-registration';
import { answerSwap } from '@/lib/sim/swap/answer';
import { enterSwapCode, sendSwapCode } from '@/lib/sim/swap/code';
import { readSwapDocument } from '@/lib/sim/swap/document';
import { keepSwapDeadlines } from '@/lib/sim/swap/keep-deadlines';
import { showOwnSwap } from '@/lib/sim/swap/own';
import { proveSwap } from '@/lib/sim/swap/prove';
import { requestSwap } from '@/lib/sim/swap/request';
import { approveSwap } from '@/lib/sim/swap/review';
import { signedIn } from './deeds';
import { aTenant, type Ground, later, NOON } from './ground';
import { givePin, PIN } from './line';
import { aBrowser } from './members';
import { aNumber } from './money';
import { codePostedTo, postedTo } from './posted';

type Over = {
  ground?: Ground;
  at?: Date;
  withPin?: boolean;
  withTotp?: boolean;
  withPasskey?: boolean;
};

/** The tick between two steps of a test: a proof is shown after the request, not with it. */
const STEP_MS = 10 * SECOND_MS;
/** Old enough that nothing about it is recent. */
const LONG_AGO_MS = 400 * DAY_MS;

/** A holder with a number in use for long, an e-mail, and as they like a PIN, an authenticator and a passkey. */
export async function aHolder(ground: Ground, over: Over = {}) {
  const { at = NOON, withPin = true, withTotp = true, withPasskey = false } = over;
  const { tenant } = ground;
  const msisdn = aNumber();
  const holder = await signedIn(await ground.person(['user'], { at, mobile: msisdn }));
  const { id: holderId } = holder.principal;
  const longAgo = after(at, -LONG_AGO_MS);
  const documentNumber = `1${String(holderId).replace(/\D/g, '').slice(-10).padStart(15, '7')}`;
  const numberId = newId(at);
  const oldSim = await inTenant(tenant.id, async (tx) => {
    const before = { tx, tenant, now: longAgo, actorId: holderId };
    const card = await sampleStock(before);
    const why = { now: longAgo, actorId: null, numberId };
    await moveSim(tx, tenant.id, await moveSim(tx, tenant.id, card, 'reserved', why), 'active', why);
    const documentId = newId(longAgo);
    await tx.insert(identityDocuments).values({
      ...{ tenantId: tenant.id, id: documentId, personId: holderId, kind: 'national_id', createdAt: longAgo },
      number: sealDocument(tenant.id, documentId, documentNumber),
      numberFingerprint: documentFingerprint('national_id', documentNumber),
      ...{ givenNames: `Hope ${holderId.slice(-6)}`, familyName: 'Holder', birthDate: '1990-08-01' },
    });
    await tx.insert(numbers).values({
      ...{ tenantId: tenant.id, id: numberId, msisdn, state: 'active', simId: card.id, holderId, documentId },
      ...{ createdAt: longAgo, changedAt: longAgo, activatedAt: longAgo },
    });
    if (withTotp) await sampleFactor(before, holderId);
    if (withPasskey)
      await tx.$client.query(
        `insert into passkeys (tenant_id, id, person_id, name, credential_id, public_key, counter, transports, aaguid,
           backup_eligible, backed_up, created_at)
         values ($1, $2, $3, 'key', $4, '\\x00', 0, '{}', '00000000-0000-0000-0000-000000000000', true, true, $5)`,
        [tenant.id, newId(longAgo), holderId, Buffer.from(holderId), longAgo],
      );
    // What the person was made with is as old as their number.
    await tx.$client.query(
      `update users set created_at = $3, email_verified_at = $3, mobile_verified_at = $3 where tenant_id = $1 and id = $2`,
      [tenant.id, holderId, longAgo],
    );
    return card;
  });
  if (withPin) await givePin(ground, holder);
  if (withPin)
    await inTenant(tenant.id, (tx) =>
      tx.$client.query('update pins set changed_at = $3 where tenant_id = $1 and person_id = $2', [
        ...[tenant.id, holderId, longAgo],
      ]),
    );
  return { holder, holderId, msisdn: msisdn as Msisdn, numberId, oldSim, documentNumber };
}

/** A card of the stock. */
export const aStockCard = ({ tenant }: Ground, at = NOON) =>
  inTenant(tenant.id, (tx) => sampleStock({ tx, tenant, now: at, actorId: newId(at) }));

/** The holder's own line, with the PIN that was typed in this call or without. */
export function onLine(
  person: Person,
  msisdn: string,
  { pin = true, channel = 'ussd' as 'ussd' | 'sms' } = {},
) {
  return {
    ...person,
    request: { ...person.request, ip: null, deviceId: null, line: { msisdn, channel } },
    session: {
      ...person.session,
      ...{ id: newId(person.request.at), assurance: 1 as const, methods: pin ? ['pin'] : [] },
      ...{ provedAt: null, provedBy: null },
    },
  } satisfies Person;
}

/** The holder with a second factor that they showed a moment ago. */
export const freshly = (
  person: Person,
  at: Date,
  provedBy: 'totp' | 'passkey' | 'device-passkey' = 'totp',
) => ({
  ...later(person, at),
  session: {
    ...person.session,
    provedAt: at,
    provedBy,
    assurance: 2 as const,
    methods: ['password', provedBy],
  },
});

/** A tenant with a holder, an agent, two supervisors and a card of the stock, and what tests of swaps do in it. */
export async function swapScene(over: Over = {}) {
  const ground = over.ground ?? (await aTenant());
  const { at: start = NOON } = over;
  const { tenant } = ground;
  const held = await aHolder(ground, over);
  const { holder, msisdn } = held;
  const [agent, supervisor, third, admin] = [
    await ground.person(['agent']),
    await ground.person(['supervisor']),
    await ground.person(['supervisor']),
    await ground.person(['admin']),
  ];
  const card = await aStockCard(ground, start);
  const at = (ms: number) => after(start, ms);

  const request = async (
    given: { by?: Person; reason?: string; iccid?: string; msisdn?: string; when?: Date; key?: string } = {},
  ) => {
    const { by = agent, reason = 'replace', iccid = card.iccid, when = start, key = newId(when) } = given;
    return perform(requestSwap, freshlyBy(by, when), { msisdn: given.msisdn ?? msisdn, iccid, reason, key });
  };
  const showFactor = (swapId: string, when = at(STEP_MS), provedBy: 'totp' | 'passkey' = 'totp') =>
    perform(proveSwap, freshly(holder, when, provedBy), { swapId });
  const enterCode = async (swapId: string, to: 'old-sim' | 'email' = 'email', when = at(2 * STEP_MS)) => {
    const asking = later(holder, when);
    await perform(sendSwapCode, asking, { swapId, to });
    const code = await codePostedTo(tenant, to === 'email' ? (holder.principal.email ?? '') : msisdn);
    return perform(enterSwapCode, asking, { swapId, code });
  };
  const answer = (swapId: string, word: 'yes' | 'no', when = at(STEP_MS)) =>
    perform(answerSwap, onLine(later(holder, when), msisdn), { swapId, answer: word });
  const readDocument = (swapId: string, when = at(STEP_MS), by: Person = agent) =>
    perform(readSwapDocument, freshlyBy(by, when), {
      ...{ swapId, documentKind: 'national_id', documentNumber: held.documentNumber },
    });
  const approve = (swapId: string, when = at(2 * STEP_MS), by: Person = supervisor) =>
    perform(approveSwap, freshlyBy(by, when), { swapId, note: 'It is them' });
  const show = (swapId: string, when = start) => ask(showOwnSwap, later(holder, when), { swapId });

  const rows = async <Row extends Record<string, unknown>>(text: string, ...values: unknown[]) =>
    (await inTenant(tenant.id, (tx) => tx.$client.query<Row>(text, [tenant.id, ...values]))).rows;
  const swapRow = async (swapId: string) =>
    (
      await rows<Record<string, unknown>>('select * from swap_cases where tenant_id = $1 and id = $2', swapId)
    )[0] ?? {};
  const cardStates = async () =>
    Object.fromEntries(
      (await rows<{ id: string; state: string }>('select id, state from sims where tenant_id = $1')).map(
        (row) => [row.id === held.oldSim.id ? 'old' : row.id === card.id ? 'new' : row.id, row.state],
      ),
    );
  const simOfNumber = async () =>
    (
      await rows<{ sim_id: string }>(
        'select sim_id from numbers where tenant_id = $1 and id = $2',
        held.numberId,
      )
    )[0]?.sim_id;
  const heldOn = async (personId: string) =>
    (
      await rows<{ kind: string }>(
        'select kind from person_holds where tenant_id = $1 and person_id = $2 and lifted_at is null order by kind',
        personId,
      )
    ).map(({ kind }) => kind);
  const incidents = async () =>
    (await rows<{ kind: string }>('select kind from incidents where tenant_id = $1 order by id')).map(
      ({ kind }) => kind,
    );

  return {
    ...{ ground, tenant, ...held, agent, supervisor, third, admin, card, at, start },
    ...{ request, showFactor, enterCode, answer, readDocument, approve, show },
    ...{ rows, swapRow, cardStates, simOfNumber, heldOn, incidents },
    letNoticesLeave: (when = start) => letNoticesLeave(tenant.id, when),
    /** What is due by then happens, as the process would do it. */
    goOnUntil,
    tokenFor: (address: string) => objectionToken(ground, address),
    pin: PIN,
    browser: () => aBrowser(ground),
  };
}
export type SwapScene = Awaited<ReturnType<typeof swapScene>>;

/** A scene whose case was asked for and proved, and waits; its notices have left. `ready`: when it takes effect. */
export async function coolingSwap(reason: 'replace' | 'lost' = 'lost') {
  const scene = await swapScene();
  const { swapId } = await scene.request({ reason });
  await scene.showFactor(swapId);
  await scene.enterCode(swapId);
  await scene.letNoticesLeave();
  return { scene, swapId, ready: scene.at(2 * STEP_MS + DAY_MS) };
}

/** An agent or supervisor at a moment, with the second factor of their shift. */
export const freshlyBy = (person: Person, when: Date): Person => ({
  ...later(person, when),
  session: { ...person.session, provedAt: when },
});

/** Says of all notices of a tenant that they have left, as the drainer would. */
export async function letNoticesLeave(tenantId: string, now: Date): Promise<void> {
  await inTenant(tenantId, (tx) =>
    tx.$client.query(
      `update outbox_messages m set state = 'sent', sent_at = $2 from swap_notices n
       where n.tenant_id = $1 and m.tenant_id = n.tenant_id and m.id = n.message_id and m.state = 'waiting'`,
      [tenantId, now],
    ),
  );
}

/** Keeps every deadline that is due at a moment, as any node would. */
export async function goOnUntil(when: Date): Promise<void> {
  while ((await keepSwapDeadlines(when)) > 0);
}

/** The token of the newest link that says "this was not me" in a message to an address. */
export async function objectionToken({ tenant }: Ground, address: string): Promise<string> {
  const newest = (await postedTo(tenant, address)).find(({ values }) => values.swapObjectLink);
  return new URL(newest?.values.swapObjectLink ?? 'http://nothing').searchParams.get('token') ?? '';
}

/** How a deed ended: `done`, or the code of its refusal. */
export const swapCode = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (refusal) => {
      if (typeof refusal?.code !== 'string') throw refusal;
      return refusal.code;
    },
  );
