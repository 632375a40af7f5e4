import { inTenant, type Tx } from '@/db/client';
import { after, MINUTE_MS } from '../base/clock';
import { newId } from '../base/id';
import { fingerprint, seal, unseal } from '../base/seal';
import { BEGINNING } from './converse';
import type { State } from './menu';

// 1. A session belongs to the number that began it, and ends after three minutes without a word.
// 2. A text that was answered is answered the same again; of two at once, one is worked on.
// 3. A PIN is in the text of every turn after it was typed, so no text is kept: its length and a keyed fingerprint are.

export const SESSION_IDLE_MS = 3 * MINUTE_MS;
const KEPT_MS = 24 * 60 * MINUTE_MS;

export type Call = { sessionId: string; msisdn: string; text: string };

/** What is to be done with a call: work on it, say again what was said, wait for who works on it, or end it. */
export type Claim =
  | { work: { exchangeId: string; state: State; taken: number } }
  | { answered: string }
  | { end: 'busy' | 'expired' | 'outOfStep' }
  | { wait: true };

type Row = {
  id: string;
  msisdn: string;
  talk: Buffer | null;
  inputs_taken: number;
  text_length: number;
  text_fingerprint: Buffer | null;
  last_at: Date;
  ended_at: Date | null;
};

const placeOf = (tenantId: string, sessionId: string) => `ussd:${tenantId}:${sessionId}`;
const markOf = (tenantId: string, { sessionId }: Call, text: string) =>
  fingerprint(`${placeOf(tenantId, sessionId)}:${text}`, 'ussd-text');

/** Takes a call as it comes from the gateway and claims it, so that no other node and no repeat works on it too. */
export function claimTurn(tenantId: string, now: Date, call: Call): Promise<Claim> {
  return inTenant(tenantId, async (tx) => {
    const session = await lockSession(tx, tenantId, now, call);
    if (session.msisdn !== call.msisdn) return { end: 'outOfStep' };
    const mark = markOf(tenantId, call, call.text);
    const turns = await turnsOf(tx, tenantId, call.sessionId, mark);
    if (turns.same)
      return turns.same.answer ? { answered: open(tenantId, call, turns.same.answer) } : { wait: true };
    if (turns.underWay) return { end: 'busy' };
    if (session.ended_at || after(session.last_at, SESSION_IDLE_MS) <= now) return { end: 'expired' };
    if (!goesOn(tenantId, call, session)) return { end: 'outOfStep' };
    await tx.$client.query({
      name: 'ussd-turn-begin',
      text: 'insert into ussd_turns (tenant_id, session_id, text_fingerprint, at) values ($1,$2,$3,$4)',
      values: [tenantId, call.sessionId, mark, now],
    });
    const state: State = session.talk ? JSON.parse(open(tenantId, call, session.talk)) : BEGINNING;
    return { work: { exchangeId: session.id, state, taken: session.inputs_taken } };
  });
}

/** Says what is said again for a text that was answered, or undefined while it is worked on. */
export async function answerOfTurn(tenantId: string, call: Call): Promise<string | undefined> {
  const { same } = await inTenant(tenantId, (tx) =>
    turnsOf(tx, tenantId, call.sessionId, markOf(tenantId, call, call.text)),
  );
  return same?.answer ? open(tenantId, call, same.answer) : undefined;
}

type Ended = { answer: string; state: State | undefined; taken: number; personId: string | null };

/** Keeps what a turn was answered and where its session stands now; without a state it has ended. */
export async function endTurn(tenantId: string, now: Date, call: Call, ended: Ended): Promise<void> {
  const { answer, state, taken, personId } = ended;
  const { sessionId, text } = call;
  const place = placeOf(tenantId, sessionId);
  const mark = markOf(tenantId, call, text);
  await inTenant(tenantId, async (tx) => {
    await tx.$client.query({
      name: 'ussd-session-go-on',
      text: `update ussd_sessions set talk = $3, inputs_taken = $4, text_length = $5, text_fingerprint = $6,
               last_at = greatest(last_at, $7::timestamptz), ended_at = case when $3::bytea is null then $7::timestamptz end, person_id = $8
             where tenant_id = $1 and session_id = $2`,
      values: [
        ...[tenantId, sessionId, state ? seal(JSON.stringify(state), 'ussd', place) : null],
        ...[taken, text.length, mark, now, personId],
      ],
    });
    await tx.$client.query({
      name: 'ussd-turn-end',
      text: 'update ussd_turns set answer = $4 where tenant_id = $1 and session_id = $2 and text_fingerprint = $3',
      values: [tenantId, sessionId, mark, seal(answer, 'ussd', place)],
    });
  });
}

const open = (tenantId: string, { sessionId }: Call, sealed: Buffer) =>
  unseal(sealed, 'ussd', placeOf(tenantId, sessionId));

/** The text of a turn is that of the one before it with more inputs after it. */
function goesOn(
  tenantId: string,
  call: Call,
  { text_length: length, text_fingerprint: before }: Row,
): boolean {
  if (before === null) return true;
  const [head, next] = [call.text.slice(0, length), call.text.slice(length, length + 1)];
  return markOf(tenantId, call, head).equals(before) && (length === 0 ? next !== '' : next === '*');
}

/** The session's row, locked. The first call makes it, and forgets what the number did a day ago. */
async function lockSession(tx: Tx, tenantId: string, now: Date, { sessionId, msisdn }: Call): Promise<Row> {
  const { rowCount } = await tx.$client.query({
    name: 'ussd-session-begin',
    text: `insert into ussd_sessions (tenant_id, session_id, id, msisdn, inputs_taken, text_length, started_at, last_at)
           values ($1,$2,$3,$4,0,0,$5,$5) on conflict (tenant_id, session_id) do nothing`,
    values: [tenantId, sessionId, newId(now), msisdn, now],
  });
  if (rowCount === 1)
    await tx.$client.query({
      name: 'ussd-sessions-forget',
      text: 'delete from ussd_sessions where tenant_id = $1 and msisdn = $2 and last_at < $3',
      values: [tenantId, msisdn, after(now, -KEPT_MS)],
    });
  const { rows } = await tx.$client.query<Row>({
    name: 'ussd-session-lock',
    text: `select id, msisdn, talk, inputs_taken, text_length, text_fingerprint, last_at, ended_at from ussd_sessions
           where tenant_id = $1 and session_id = $2 for update`,
    values: [tenantId, sessionId],
  });
  const [row] = rows;
  if (!row) throw new Error('A session of the menu went away while it was begun');
  return row;
}

/** The turn of this very text, and whether another one is worked on. */
async function turnsOf(tx: Tx, tenantId: string, sessionId: string, mark: Buffer) {
  const { rows } = await tx.$client.query<{ answer: Buffer | null; same: boolean }>({
    name: 'ussd-turns',
    text: `select answer, text_fingerprint = $3 as same from ussd_turns
           where tenant_id = $1 and session_id = $2 and (text_fingerprint = $3 or answer is null)`,
    values: [tenantId, sessionId, mark],
  });
  return { same: rows.find(({ same }) => same), underWay: rows.some(({ same }) => !same) };
}
