import { z } from 'zod';
import type { Tx } from '@/db/client';
import { codeRefused, issueCode, spendCodeIn, typedCode } from '../../auth/one-time-code';
import { ownClaim } from '../../auth/own-claim';
import { returnTry, takeTry } from '../../auth/proof-budget';
import { MINUTE_MS } from '../../base/clock';
import { idText } from '../../base/id';
import { maskAddress } from '../../base/mask';
import { notSignedIn, Refusal } from '../../base/refusal';
import { command, type SampleGround } from '../../command/command';
import { promiseMessage } from '../../notice/promise-message';
import type { Person } from '../../policy/actor';
import { prepareLook } from '../../trust/decision/second-look';
import { missProof, refusalOfProving, takeProof, wayIsClosed } from './go-on';
import { sampleSwap } from './sample-swap';
import { evidenceOf, lockSwap } from './stored-swap';
import type { ProofKind, StoredSwap } from './swap';
import { cameLater } from './swap-facts';
import { swapStep } from './view';

const PURPOSE = 'swap';
/** NIST SP 800-63B-4 allows ten minutes; a code that is read out to somebody has less. */
const CODE_LIVES_MS = 5 * MINUTE_MS;

export const CODE_PLACES = ['old-sim', 'email'] as const;
type Place = (typeof CODE_PLACES)[number];

const WAY_OF = { 'old-sim': 'old-sim-code', email: 'email-code' } as const satisfies Record<Place, ProofKind>;
const CHANNEL_OF = { 'old-sim': 'sms', email: 'email' } as const;

/**
 * Where a code of a case goes: the number, which the old card carries until the swap takes effect, or the address that was
 * confirmed before it was asked for. Never to the new card, and never to an address that came in since.
 */
async function addressOf(tx: Tx, one: StoredSwap, to: Place): Promise<string | undefined> {
  if (to === 'old-sim') return one.oldSimState === 'active' ? one.msisdn : undefined;
  if (await cameLater(tx, one.tenantId, one.holderId, 'email', one.requestedAt)) return undefined;
  const { rows } = await tx.$client.query<{ email: string }>({
    name: 'swap-code-email',
    text: `select email from users where tenant_id = $1 and id = $2 and email_verified_at is not null
             and not exists (select from person_holds where tenant_id = $1 and person_id = $2 and lifted_at is null
               and kind in ('credentials', 'messages', 'second_factor'))`,
    values: [one.tenantId, one.holderId],
  });
  return rows[0]?.email;
}

/** Sends a code for a swap to the holder who is signed in; it can be entered in this session alone. */
export const sendSwapCode = command({
  name: 'sim.swap.code.send',
  proof: 'session',
  perMinute: 10,
  input: z.strictObject({
    swapId: idText,
    to: z.enum(CODE_PLACES, { error: 'Choose where the code goes.' }),
  }),
  output: z.strictObject({ to: z.enum(CODE_PLACES), address: z.string() }),
  async run({ tx, actor, tenant, now }, { swapId, to }) {
    if (actor.kind !== 'person') throw notSignedIn();
    if (actor.request.line) throw notByTelephone();
    const { id: personId, locale } = actor.principal;
    const one = await lockSwap(tx, tenant.id, swapId, personId);
    const refused = refusalOfProving(one, WAY_OF[to], now);
    if (refused) throw refused;
    const address = await addressOf(tx, one, to);
    if (!address) throw wayIsClosed();
    const channel = CHANNEL_OF[to];
    const issue = { personId, address, channel, sessionId: actor.session.id, livesMs: CODE_LIVES_MS };
    const code = await issueCode(tx, tenant, now, { purpose: PURPOSE, ...issue });
    await promiseMessage(tx, tenant, now, {
      ...{ personId, channel, address, template: 'swapCode', locale },
      values: { code, minutes: String(CODE_LIVES_MS / MINUTE_MS), case: one.number },
    });
    const { subject } = evidenceOf(one, now, []);
    return { output: { to, address: maskAddress(address) }, evidence: { subject, change: { channel } } };
  },
  async sample(ground) {
    const { id: swapId } = await sampleSwap(ground, 'proving', { holderId: ground.actorId });
    return { swapId, to: 'email' };
  },
});

/** Enters the code that came. A wrong one is counted in the case; the same one does not count twice. */
export const enterSwapCode = command({
  name: 'sim.swap.code.enter',
  proof: 'session',
  perMinute: 20,
  input: z.strictObject({ swapId: idText, code: typedCode }),
  output: swapStep,
  async prepare({ actor, now }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { claim } = await ownClaim(actor);
    const look = await prepareLook(actor, 'sim.swap.code.enter');
    return { claim, look, mayTry: await takeTry(claim, now) };
  },
  async run(deed, { swapId, code }, { claim, look, mayTry }) {
    const { tx, actor, tenant, now } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    const { id: by } = actor.principal;
    const one = await lockSwap(tx, tenant.id, swapId, by);
    const { answer, address, kind } = mayTry ? await spend(deed.tx, actor, code) : NOTHING;
    const evidence = (path: Parameters<typeof evidenceOf>[2]) =>
      evidenceOf(one, now, path, { way: kind, answer });
    if (!kind) return { refused: codeRefused(), evidence: evidence([]) };
    const refused = refusalOfProving(one, kind, now);
    if (refused) return { refused, evidence: evidence([]) };
    if (answer === 'wrong') {
      const missed = await missProof(deed, one, { kind, by, refused: codeRefused() });
      return { refused: missed.refused, evidence: evidence(missed.path) };
    }
    const place = kind === 'email-code' ? 'email' : 'old-sim';
    if (answer !== 'right' || address !== (await addressOf(tx, one, place)))
      return { refused: codeRefused(), evidence: evidence([]) };
    await returnTry(tx, claim, { complete: false });
    const went = await takeProof(deed, look, one, { kind, by });
    if (went.refused) return { refused: went.refused, evidence: evidence(went.path) };
    return { output: { state: went.path.at(-1) ?? one.state }, evidence: evidence(went.path) };
  },
  sample: sampleCode,
});

type Tried = { answer: string; address: string | undefined; kind: ProofKind | undefined };
const NOTHING: Tried = { answer: 'none', address: undefined, kind: undefined };

async function spend(tx: Tx, { tenant, principal, session, request }: Person, code: string): Promise<Tried> {
  const place = { sessionId: session.id };
  const tried = { purpose: PURPOSE, personId: principal.id, place, code } as const;
  const { answer, address, channel } = await spendCodeIn(tx, tenant, request.at, tried);
  return { answer, address, kind: channel && (channel === 'email' ? 'email-code' : 'old-sim-code') };
}

async function sampleCode(ground: SampleGround) {
  const { tx, tenant, now, actorId } = ground;
  const { id: swapId } = await sampleSwap(ground, 'proving', { holderId: actorId });
  const { rows } = await tx.$client.query<{ id: string }>(
    'select id from sessions where tenant_id = $1 and person_id = $2 order by id desc limit 1',
    [tenant.id, actorId],
  );
  const [session] = rows;
  const { rows: people } = await tx.$client.query<{ email: string }>(
    'select email from users where tenant_id = $1 and id = $2',
    [tenant.id, actorId],
  );
  const code = session
    ? await issueCode(tx, tenant, now, {
        ...{ purpose: PURPOSE, personId: actorId, address: people[0]?.email ?? '', channel: 'email' },
        ...{ sessionId: session.id, livesMs: CODE_LIVES_MS },
      })
    : '123456';
  return { swapId, code };
}

const notByTelephone = () =>
  new Refusal('swap_code_in_portal', 'Codes for a swap are asked for in the portal.', { status: 403 });
