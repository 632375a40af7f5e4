import { expect, inject } from 'vitest';
import { inTenant } from '@/db/client';
import { totpPlace } from '@/lib/auth/second-factor';
import { totpCode } from '@/lib/auth/totp';
import { newId } from '@/lib/base/id';
import { unseal } from '@/lib/base/seal';
import type { Person } from '@/lib/policy/actor';
import { signedIn } from '@/testing/deeds';
import type { Ground } from '@/testing/ground';
import { PIN } from '@/testing/line';
import { type Answer, Browser } from '@/testing/plain-browser';
import { codePostedTo, postedTo } from '@/testing/posted';
import { ask } from '@/testing/raw-http';
import { swapScene } from '@/testing/swap-scene';
import { actionsOf, fill } from '../fixtures/built-app';
import { aTarget, cookiesOf, signedInWithBoth } from './attacker';

const { url, variables } = inject('served');
const port = Number(new URL(url).port);
const actions = actionsOf(process.cwd());

const A_BROWSER =
  'Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36';

/** The pages whose forms are used, by what they do: the action's name and the page that it stands on. */
const FORMS = {
  request: ['requestAction', '/agent/swaps/new'],
  requestOwn: ['requestOwnAction', '/user/swaps/new'],
  prove: ['proveAction', '/user/swaps/[id]'],
  sendCode: ['sendCodeAction', '/user/swaps/[id]'],
  enterCode: ['enterCodeAction', '/user/swaps/[id]'],
  notMe: ['notMeAction', '/user/swaps/[id]'],
  cancelOwn: ['cancelAction', '/user/swaps/[id]'],
  release: ['releaseAction', '/user/swaps/[id]'],
  approve: ['approveAction', '/agent/swaps/[id]'],
  refuse: ['refuseAction', '/agent/swaps/[id]'],
  decide: ['decideAction', '/agent/swaps/[id]'],
  cancel: ['cancelAction', '/agent/swaps/[id]'],
  document: ['documentAction', '/agent/swaps/[id]'],
  remedy: ['remedyAction', '/agent/swaps/[id]'],
  objectByLink: ['objectAction', '/swap/object'],
  stepUp: ['stepUpAction', '/step-up'],
  lockSwaps: ['lockSwapsAction', '/user/security/number'],
  unlockSwaps: ['unlockSwapsAction', '/user/security/number'],
  changeAddress: ['changeAddressAction', '/user/security/address'],
  confirmAddress: ['confirmAddressAction', '/user/security/address'],
  quote: ['quoteAction', '/user/wallet/send'],
  transfer: ['transferAction', '/user/wallet/send/confirm'],
  sendSignInCode: ['sendCodeAction', '/sign-in/code'],
  register: ['registerSimAction', '/agent/register'],
  activate: ['activateAction', '/activate'],
  reportOutage: ['reportOutageAction', '/no-network'],
} as const;
export type Form = keyof typeof FORMS;

function actionOf(form: Form): { id: string; page: string } {
  const [name, page] = FORMS[form];
  const found = actions.find((one) => one.name === name && one.pages.includes(page));
  if (!found) throw new Error(`No page ${page} has a form ${name}.`);
  return { id: found.id, page };
}

/** What an answer came to: `done`, the code of a refusal, or the page where a proof is asked for first. */
export function outcomeOf({ status, headers, body }: Answer): string {
  const to = String(headers['x-action-redirect'] ?? headers.location ?? '');
  const proof = /^\/(sign-in|step-up|verify|authenticator|new-credentials)(?=[?;/]|$)/.exec(to)?.[0];
  // The page of the sign-in leads there by itself when a code was asked for.
  if (to && !(proof && !to.startsWith('/sign-in/code'))) return 'done';
  if (proof) return proof;
  const refused = /"status":"refused","code":"(\w+)"/.exec(body)?.[1];
  if (refused) return refused;
  return /"status":"done"/.test(body) ? 'done' : String(status);
}

/** Sends a form of the product as a browser's script does, and gives what it came to. */
export async function play(
  browser: Browser,
  form: Form,
  fields: Record<string, string>,
  id = fields.swapId ?? '',
): Promise<string> {
  const { id: action, page } = actionOf(form);
  return outcomeOf(await browser.act(fill(page, id), action, fields));
}

type Over = Parameters<typeof swapScene>[0];

/**
 * A tenant with a holder, staff and a card of the stock, each in a browser of their own before the built server. Time is the
 * server's own: what is waited for is moved into the past.
 */
export async function attackedSwap(over: Over = {}) {
  const { ground } = over.ground ? { ground: over.ground } : await aTarget();
  const scene = await swapScene({ ...over, ground, at: new Date() });
  const { tenant, holder, msisdn, rows } = scene;
  const host = `${tenant.slug}.localhost`;
  let addresses = 0;
  const browser = (cookies?: string) => {
    addresses += 1;
    const made = new Browser(port, host).named(A_BROWSER).from(`41.186.${addresses}.7`);
    return cookies ? made.holding(cookies) : made;
  };
  const cookiesOfStaff = async (person: Person) => cookiesOf(await signedInWithBoth(again(person, 2)));
  const staff = async (person: Person) => browser(await cookiesOfStaff(person));
  const cookies = await cookiesOf(holder);
  const mine = browser(cookies);
  const requestAs = async (by: Browser, given: Record<string, string> = {}) =>
    play(by, 'request', {
      ...{ msisdn, iccid: scene.card.iccid, reason: 'lost', key: newId(new Date()) },
      ...given,
    });
  const agent = await staff(scene.agent);
  const openCase = async (given: Record<string, string> = {}) => {
    expect(await requestAs(agent, given)).toBe('done');
    return newestCase();
  };
  const newestCase = async () => {
    const [one] = await rows<{ id: string }>(
      'select id from swap_cases where tenant_id = $1 order by id desc limit 1',
    );
    return one?.id ?? '';
  };
  const stateOf = async (swapId: string) => String((await scene.swapRow(swapId)).state);
  const stepUp = async (by: Browser, personId: string) =>
    expect(
      await play(by, 'stepUp', { code: await codeOfApp(ground, personId), callbackUrl: '/user/swaps' }),
    ).toBe('done');
  const prove = async (swapId: string, by = mine) => {
    await stepUp(by, scene.holderId);
    return play(by, 'prove', { swapId });
  };
  const sendCode = (swapId: string, to: 'email' | 'old-sim' = 'email', by = mine) =>
    play(by, 'sendCode', { swapId, to });
  const codeTo = (to: 'email' | 'old-sim') =>
    codePostedTo(tenant, to === 'email' ? (holder.principal.email ?? '') : msisdn);
  const enterCode = (swapId: string, code: string, by = mine) => play(by, 'enterCode', { swapId, code });
  const proveByCode = async (swapId: string, to: 'email' | 'old-sim' = 'email') => {
    expect(await sendCode(swapId, to)).toBe('done');
    return enterCode(swapId, await codeTo(to));
  };
  return {
    ...scene,
    ...{
      ground,
      host,
      browser,
      staff,
      cookiesOfStaff,
      cookies,
      mine,
      agentBrowser: agent,
      requestAs,
      openCase,
      newestCase,
    },
    ...{ stateOf, stepUp, prove, sendCode, codeTo, enterCode, proveByCode },
    supervisorBrowser: await staff(scene.supervisor),
    thirdBrowser: await staff(scene.third),
    /** A case of a lost card that is proved as it should be, and waits. */
    async coolingCase() {
      const swapId = await openCase();
      expect(await prove(swapId)).toBe('done');
      expect(await proveByCode(swapId)).toBe('done');
      expect(await stateOf(swapId)).toBe('cooling');
      return swapId;
    },
    dial: (text: string, number: string = msisdn) => dial(host, number, text),
    yes: (number: string = msisdn) => dial(host, number, `3*1*${PIN}`),
    no: (number: string = msisdn) => dial(host, number, '3*2'),
    /** Another session of the holder: somebody who knows their password, on a device of their own. */
    anotherSession: async () => browser(await cookiesOf(await signedIn(again(holder)))),
    /** Somebody of the staff in a browser that somebody else has used before, and the id of that browser. */
    async inOneBrowser(person: Person, before: Person) {
      const cookie = await cookiesOf(await signedIn(again(person, 2)));
      const device = /device=([0-9a-f-]{36})/.exec(cookie)?.[1];
      await rows(
        `insert into devices (tenant_id, id, user_agent, first_seen_at, last_seen_at) values ($1, $2, 'b', now(), now())
         returning id`,
        device,
      );
      await rows(
        `insert into known_devices (tenant_id, person_id, device_id, first_used_at, last_used_at)
         values ($1, $2, $3, now(), now()) returning trust`,
        ...[before.principal.id, device],
      );
      return browser(cookie);
    },
    /** The codes in the messages of a kind to an address. */
    sentTo: async (address: string, template: string) =>
      (await postedTo(tenant, address))
        .filter((one) => one.template === template)
        .map(({ values }) => values.code),
    /** The number is where it was, on the card that it was on. */
    async expectNotMoved() {
      expect(await scene.simOfNumber()).toBe(scene.oldSim.id);
      expect(await scene.rows('select 1 from swap_guards where tenant_id = $1')).toEqual([]);
    },
  };
}
export type AttackedSwap = Awaited<ReturnType<typeof attackedSwap>>;

/** A further session of somebody, as after another sign-in. */
const again = (person: Person, assurance: 1 | 2 = 1): Person => ({
  ...person,
  session: {
    ...person.session,
    ...{ id: newId(new Date()), assurance, provedAt: assurance === 2 ? new Date() : null },
  },
});

let calls = 0;

/** Calls the menu as the network does, from a number. */
async function dial(host: string, number: string, text: string): Promise<string> {
  calls += 1;
  const { body } = await ask(port, {
    method: 'POST',
    path: `/api/v1/ussd?key=${encodeURIComponent(String(variables.USSD_GATEWAY_SECRET))}`,
    headers: {
      host: `${host}:${port}`,
      'x-forwarded-for': '196.201.214.7',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: String(
      new URLSearchParams({
        ...{ sessionId: `swap-${process.pid}-${calls}`, serviceCode: '*123#', networkCode: '63510' },
        ...{ phoneNumber: number, text },
      }),
    ),
  });
  return body;
}

/** The code that somebody's authenticator shows now; those that were used are of half a minute ago. */
async function codeOfApp({ tenant }: Ground, personId: string): Promise<string> {
  return inTenant(tenant.id, async (tx) => {
    const { rows } = await tx.$client.query<{ id: string; secret: Buffer }>(
      `update totp_factors set last_step = last_step - 3 where tenant_id = $1 and person_id = $2 returning id, secret`,
      [tenant.id, personId],
    );
    const [factor] = rows;
    if (!factor) throw new Error('They have no authenticator.');
    return totpCode(unseal(factor.secret, 'totp', totpPlace(tenant.id, factor.id)), new Date());
  });
}

/** Every moment of a case lies so much further back: its wait, its proofs, and when it is looked at again. */
export async function timePasses({ rows }: AttackedSwap, swapId: string, interval: string): Promise<void> {
  await rows(
    `update swap_cases set ready_at = ready_at - $3::interval, expires_at = expires_at - $3::interval,
       requested_at = requested_at - $3::interval where tenant_id = $1 and id = $2 returning id`,
    ...[swapId, interval],
  );
  await rows(
    `update swap_queue set due_at = now() where of_tenant = $1 and case_id = $2 returning case_id`,
    swapId,
  );
}

/** Waits until the server's own job has seen a case since now, at least once. */
export async function jobLooks({ rows }: AttackedSwap, swapId: string): Promise<void> {
  const due = async () =>
    (
      await rows<{ due: boolean }>(
        'select due_at <= now() as due from swap_queue where of_tenant = $1 and case_id = $2',
        swapId,
      )
    )[0]?.due ?? false;
  await expect.poll(due, { timeout: 60_000 }).toBe(false);
}
