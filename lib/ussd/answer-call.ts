import { setTimeout as pause } from 'node:timers/promises';
import { log } from '../base/log';
import type { RequestFacts } from '../policy/actor';
import { originOf } from '../policy/origin';
import type { Tenant } from '../policy/tenant';
import { callerOn } from './caller';
import { converse } from './converse';
import { grant, grantStranger } from './grant';
import { isStrangers, STRANGER, type State, type Talk } from './menu';
import { draw, type Screen } from './screen';
import { answerOfTurn, type Call, claimTurn, endTurn } from './turn';
import { tongueOf } from './words';

const LOOK_AGAIN_MS = 100;
const LOOKS = 50;

/** Answers a call of the menu in the gateway's own form: `CON ` and a screen that goes on, or `END ` and the last one. */
export async function answerCall(tenant: Tenant, request: RequestFacts, call: Call): Promise<string> {
  const claim = await claimTurn(tenant.id, request.at, call);
  if ('answered' in claim) return claim.answered;
  if ('work' in claim) return workOn(tenant, request, call, claim.work);
  if ('wait' in claim) return (await waitForAnswer(tenant.id, call)) ?? endWith('busy', tenant);
  return endWith(claim.end, tenant);
}

type Work = { exchangeId: string; state: State; taken: number };
type Said = { talk: Talk; language: string | null; personId: string | null };

async function workOn(tenant: Tenant, request: RequestFacts, call: Call, work: Work): Promise<string> {
  const inputs = call.text === '' ? [] : call.text.split('*');
  const { talk, language, personId } = await talkThrough(tenant, request, call, { ...work, inputs });
  const answer = wire(draw(talk, sceneOf(tenant, language)));
  const state = 'state' in talk ? talk.state : undefined;
  await endTurn(tenant.id, request.at, call, { answer, state, taken: inputs.length, personId });
  return answer;
}

/** A bug ends the call in words, as the network shows nothing else; what was under way was rolled back at the door. */
async function talkThrough(
  tenant: Tenant,
  request: RequestFacts,
  { msisdn }: Call,
  { exchangeId, state, taken, inputs }: Work & { inputs: string[] },
): Promise<Said> {
  try {
    const caller = await callerOn(tenant, request, { msisdn, channel: 'ussd', exchangeId });
    const line = { msisdn, channel: 'ussd' as const };
    const stranger = { kind: 'stranger' as const, tenant, request: { ...request, line } };
    if (!caller) {
      // A number that was known when the call began, and is no more, goes on as a stranger's does.
      const from = isStrangers(state) ? state : STRANGER;
      const talk = await converse(from, inputs, taken, (wish) => grantStranger(wish, stranger));
      return { talk, language: null, personId: null };
    }
    const { id: personId, locale } = caller.person.principal;
    const language = locale ?? tenant.locale;
    const talk = await converse(state, inputs, taken, (wish) =>
      wish.do === 'outage' ? grantStranger(wish, stranger) : grant(wish, caller, language),
    );
    return { talk, language: ('locale' in talk ? talk.locale : undefined) ?? language, personId };
  } catch (error) {
    log().error({ err: error, requestId: request.id }, 'a call of the menu failed');
    return { talk: { ended: { say: 'failed' } }, language: null, personId: null };
  }
}

/** Of two at once one is worked on; the other waits for what it is answered. */
async function waitForAnswer(tenantId: string, call: Call): Promise<string | undefined> {
  for (let look = 0; look < LOOKS; look += 1) {
    await pause(LOOK_AGAIN_MS);
    const answer = await answerOfTurn(tenantId, call);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

const endWith = (say: 'busy' | 'expired' | 'outOfStep', tenant: Tenant) =>
  wire(draw({ ended: { say } }, sceneOf(tenant, null)));

const sceneOf = (tenant: Tenant, language: string | null) => ({
  tongue: tongueOf(language ?? tenant.locale),
  tenant: tenant.name,
  address: new URL(originOf(tenant)).host,
});

const wire = ({ text, isEnd }: Screen) => `${isEnd ? 'END' : 'CON'} ${text}`;
