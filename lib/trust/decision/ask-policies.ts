import { inTenant } from '@/db/client';
import { log } from '../../base/log';
import { needsProof, Refusal } from '../../base/refusal';
import type { Person } from '../../policy/actor';
import { openIncident } from '../incident/open-incident';
import { tellOfIncident } from '../incident/tell-of-incident';
import { askApproval, standingApproval } from './approval';
import { refuseForBroken } from './broken-policy';
import type { Asked, Decision } from './decide';
import { policiesFor, statedOf } from './load-policies';
import {
  type Evaluation,
  evaluateSet,
  type PolicySet,
  type Question,
  questionOf,
  type Stated,
} from './policy-set';
import { refusalOfPolicy } from './refusal-of-policy';
import { noteShadowHit } from './shadow-hits';
import type { Standing } from './standing';

const FREE: Decision = { refused: undefined, spends: undefined };
const REPEAT: Decision = { ...FREE, isRepeat: true };
const no = (refused: Refusal): Decision => ({ refused, spends: undefined });
const ALL_BROKEN: Evaluation = { answer: 'refuse', by: [], broken: [] };

/** Asks the tenant's policies about a deed or a view that roles allow. In shadow they are asked too, and only noted. */
export async function askPolicies(actor: Person, asked: Asked, standing: Standing): Promise<Decision> {
  const { tenant, policyEpoch } = actor;
  const { live, shadow } = await policiesFor(tenant.id, policyEpoch, asked.name);
  if (!live && !shadow) return FREE;
  const approval = live?.asksSecondPerson ? await approvalOf(actor, asked) : undefined;
  const question = questionOf(actor, asked, { standing, secondPerson: approval !== undefined });
  if (shadow) await noteShadow(actor, asked, { set: shadow, question });
  if (!live) return FREE;
  const evaluation = evaluated(live, question);
  if (evaluation.answer === 'allow') return { refused: undefined, spends: approval };
  return decisionOf(actor, asked, { evaluation, question });
}

/** Whether an explicit permit of the tenant's policies matches, and nothing forbids: what roles did not grant. */
export async function isPermitted(actor: Person, asked: Asked): Promise<boolean> {
  const { live } = await policiesFor(actor.tenant.id, actor.policyEpoch, asked.name);
  if (!live) return false;
  const { answer, by } = evaluated(live, questionOf(actor, asked));
  return answer === 'allow' && by.length > 0;
}

/** What the library itself breaks on is no answer, so it is a no. */
function evaluated(set: PolicySet, question: Question): Evaluation {
  try {
    return evaluateSet(set, question);
  } catch (error) {
    log().error({ err: error, command: question.command }, 'policies could not be asked');
    return ALL_BROKEN;
  }
}

const approvalOf = async (actor: Person, asked: Asked): Promise<string | undefined> =>
  asked.deed && standingApproval(actor.tenant.id, actor, asked, asked.deed().fingerprint);

async function noteShadow(
  actor: Person,
  { name: command }: Asked,
  { set, question }: { set: PolicySet; question: Question },
): Promise<void> {
  const { answer, by } = evaluated(set, question);
  if (answer === 'allow') return;
  for (const stated of await allOf(actor, by))
    noteShadowHit(actor, { policyId: stated.id, version: stated.version, command, answer });
}

async function allOf({ tenant, policyEpoch }: Person, ids: readonly string[]): Promise<Stated[]> {
  const found = await Promise.all(ids.map((id) => statedOf(tenant.id, policyEpoch, id)));
  return found.filter((one) => one !== undefined);
}

async function decisionOf(
  actor: Person,
  asked: Asked,
  { evaluation: { answer, by, broken }, question }: { evaluation: Evaluation; question: Question },
): Promise<Decision> {
  if (broken.length > 0 || by.length === 0)
    return no(await refuseForBroken(actor, asked, await allOf(actor, broken)));
  const [first] = await allOf(actor, by);
  if (!first) return no(await refuseForBroken(actor, asked, []));
  if (answer === 'step-up') return no(needsProof('fresh-second-factor'));
  if (answer === 'refuse') return no(refusalOfPolicy(first, question, actor));
  return asked.deed ? asksAnother(actor, asked, asked.deed) : no(await holds(actor, asked, first));
}

/** Asks a second person, unless it was for this very deed that one has agreed: its repeat has the answer of the first. */
async function asksAnother(actor: Person, asked: Asked, deed: NonNullable<Asked['deed']>): Promise<Decision> {
  if (await asked.wasDone?.()) return REPEAT;
  const { fingerprint, summary } = deed();
  return no(await askApproval(actor, asked, fingerprint, summary));
}

/** Holds a view, which nobody can agree to: an incident says who wanted what, and the contacts are told once. */
async function holds(actor: Person, { name, about = {} }: Asked, stated: Stated): Promise<Refusal> {
  const { tenant, principal, session, request } = actor;
  const [kind, severity, personId] = ['policy-hold', 'warning', principal.id] as const;
  await inTenant(tenant.id, async (tx) => {
    const { id: incidentId, isNew } = await openIncident(tx, tenant, request.at, {
      ...{ kind, severity, personId, about: `person:${personId}:${name}` },
      sessionId: request.line ? null : session.id,
      deviceId: request.deviceId,
      ip: request.ip,
      facts: { command: name, policy: stated.id, version: stated.version, ...about },
    });
    if (isNew)
      await tellOfIncident(tx, tenant, request.at, { incidentId, kind, severity, personId, by: null });
  });
  return heldByPolicy();
}

/** A policy holds a view until somebody has looked at it. */
export const heldByPolicy = () =>
  new Refusal(
    'held_by_policy',
    'A policy of your organisation holds this until somebody has looked at it. They have been told.',
    { status: 403 },
  );
