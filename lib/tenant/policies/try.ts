import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { policies } from '@/db/schema/policy';
import { needsProof, notFound, type Refusal } from '../../base/refusal';
import { type Deed, query } from '../../command/command';
import { proofOf } from '../../command/proof-of';
import type { Person } from '../../policy/actor';
import { refusalOf } from '../../policy/authorise';
import type { Permission } from '../../policy/permissions';
import { isView } from '../../policy/views';
import { groupOf, zoneOf } from '../../policy/zone';
import { secondPersonNeeded } from '../../trust/decision/approval';
import { heldByPolicy } from '../../trust/decision/ask-policies';
import { policyBroken } from '../../trust/decision/broken-policy';
import { release } from '../../trust/decision/cedar-slots';
import { demandsOf, refusalOfDemands } from '../../trust/decision/demands';
import { refusalOfHeld } from '../../trust/decision/holds';
import {
  concerns,
  type Evaluation,
  evaluateSet,
  policySetOf,
  type Question,
  questionOf,
} from '../../trust/decision/policy-set';
import { refusalOfPolicy } from '../../trust/decision/refusal-of-policy';
import { isPoliced, isSelfHelp } from '../../trust/decision/self-help';
import { type Standing, standingOf } from '../../trust/decision/standing';
import { isWayBack, refusalOfWayBack } from '../../trust/decision/way-back';
import type { Weighed } from './lock-out';
import { policiesOn } from './policies-on';
import { readVersion } from './stored-policy';
import { type Supposition, supposedOf, supposition } from './supposition';

const said = z.strictObject({
  code: z.string(),
  template: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  valuesIn: z.record(z.string(), z.record(z.string(), z.union([z.string(), z.number()]))),
});

const STEPS = ['roles', 'holds', 'zone', 'policies', 'way-back'] as const;
const ANSWERS = ['allow', 'step-up', 'hold', 'refuse'] as const;

const trial = z.strictObject({
  person: z.strictObject({ id: z.uuid(), name: z.string(), roles: z.array(z.string()) }),
  command: z.string(),
  answer: z.enum(ANSWERS),
  /** What was asked, in the order of the door, up to the first no. */
  steps: z.array(z.strictObject({ step: z.enum(STEPS), refusal: said.nullable() })),
  /** The policies behind the answer of the policies. */
  behind: z.array(z.strictObject({ id: z.uuid(), name: z.string(), version: z.number().int() })),
  /** How many policies speak of this deed at all. */
  asked: z.number().int(),
  /** What is known of the request, by the names of the Cedar schema. */
  facts: z.record(z.string(), z.string()),
});
export type Trial = z.infer<typeof trial>;

/**
 * What the door would say: somebody, a deed, a place, a time, a device, a risk and an amount are supposed, and the very
 * functions of the door are asked. With a policy named, it is asked as if it were on.
 */
export const tryPolicies = query({
  name: 'policy.try',
  proof: 'second-factor',
  input: supposition,
  output: z.strictObject({ trial: trial.nullable() }),
  async run(deed, given) {
    const supposed = await supposedOf(deed, given);
    if (!supposed) return { trial: null };
    const { person, country, about } = supposed;
    const kind = isView(given.command) ? ('query' as const) : ('command' as const);
    const own = standingOf(person, kind);
    const standing = country === undefined ? own : { ...own, country, isPlaceVerified: own.isPlaceVerified };
    const secondPerson = given.second === 'on';
    const question = questionOf(person, { name: given.command, kind, about }, { standing, secondPerson });
    const weighed = await weighedFor(deed, given);
    const { principal } = person;
    return {
      trial: {
        person: { id: principal.id, name: principal.name, roles: [...principal.roles] },
        command: given.command,
        ...decisionOf(person, { name: given.command, kind, standing, question }, weighed),
        facts: factsOf(given.command, question),
      },
    };
  },
  sample: async ({ actorId }) => ({
    who: actorId,
    command: 'wallet.transfer',
    amount: '1500',
    country: 'RW',
  }),
});

type Named = Weighed & { name: string };

/** The policies that speak of a deed: those that are on, and the one that is tried as if it were. */
async function weighedFor({ tx, tenant }: Deed, { command, policyId }: Supposition): Promise<Named[]> {
  const on = (await policiesOn(tx, tenant.id)).filter(({ stated }) => stated.id !== policyId);
  const tried = policyId ? [await triedPolicy({ tx, tenant }, policyId)] : [];
  return [...on, ...tried].filter(({ stated, commands }) => concerns(command, stated, commands));
}

async function triedPolicy({ tx, tenant }: Pick<Deed, 'tx' | 'tenant'>, id: string): Promise<Named> {
  const [policy] = await tx
    .select({ name: policies.name, template: policies.template })
    .from(policies)
    .where(and(eq(policies.tenantId, tenant.id), eq(policies.id, id)));
  if (!policy) throw notFound();
  const { version, cedar, filling, commands } = await readVersion(tx, tenant.id, id);
  return { name: policy.name, commands, stated: { id, version, cedar, template: policy.template, filling } };
}

type Asking = { name: Permission; kind: 'command' | 'query'; standing: Standing; question: Question };

function decisionOf(person: Person, asking: Asking, weighed: readonly Named[]) {
  const { name, kind, standing, question } = asking;
  const steps: Trial['steps'] = [];
  const note = (step: Trial['steps'][number]['step'], refusal: Refusal | undefined) => {
    steps.push({ step, refusal: refusal ? sayable(refusal) : null });
    return refusal;
  };
  const ended = (refusal: Refusal | undefined, evaluation?: Evaluation) => ({
    answer: answerOf(refusal, evaluation),
    steps,
    behind: behindOf(evaluation, weighed),
    asked: weighed.length,
  });
  const first = note('roles', refusalOf(person, name, proofOf(name)));
  if (first || isSelfHelp(name)) return ended(first);
  const back = (refusal: Refusal, evaluation?: Evaluation) =>
    isWayBack(person, name)
      ? ended(note('way-back', refusalOfWayBack(standing.riskLevel, standing.isFresh)), evaluation)
      : ended(refusal, evaluation);
  const held = note('holds', refusalOfHeld(person, { name, kind }));
  if (held) return back(held);
  const { sessionIdleMs } = person.tenant.settings;
  const demanded = note(
    'zone',
    refusalOfDemands(standing, demandsOf(person.tenant, name), { name, sessionIdleMs }),
  );
  if (demanded) return back(demanded);
  if (!isPoliced(name) || weighed.length === 0) return ended(note('policies', undefined));
  const evaluation = asked(weighed, question);
  const refusal = note('policies', refusalOfEvaluation(person, evaluation, { weighed, question }));
  return refusal ? back(refusal, evaluation) : ended(undefined, evaluation);
}

function asked(weighed: readonly Named[], question: Question): Evaluation {
  const set = policySetOf(weighed.map(({ stated }) => stated));
  try {
    return evaluateSet(set, question);
  } finally {
    release(set);
  }
}

/** What the door would answer, without what it does about it: it would ask a second person, or tell the contacts. */
function refusalOfEvaluation(
  person: Person,
  { answer, by, broken }: Evaluation,
  { weighed, question }: { weighed: readonly Named[]; question: Question },
): Refusal | undefined {
  if (answer === 'allow') return undefined;
  const first = weighed.find(({ stated }) => stated.id === by[0]);
  if (broken.length > 0 || !first) return policyBroken();
  if (answer === 'step-up') return needsProof('fresh-second-factor');
  const told = refusalOfPolicy(first.stated, question, person);
  if (answer !== 'hold' || told.code !== 'policy_refuses') return told;
  return question.context.kind === 'command' ? secondPersonNeeded() : heldByPolicy();
}

/** A 401 is what a proof would mend. */
function answerOf(refusal: Refusal | undefined, evaluation: Evaluation | undefined): Trial['answer'] {
  if (!refusal) return 'allow';
  if (evaluation?.answer === 'hold') return 'hold';
  return refusal.status === 401 ? 'step-up' : 'refuse';
}

const behindOf = (evaluation: Evaluation | undefined, weighed: readonly Named[]): Trial['behind'] =>
  weighed
    .filter(({ stated }) => evaluation?.by.includes(stated.id) || evaluation?.broken.includes(stated.id))
    .map(({ name, stated: { id, version } }) => ({ id, name, version }));

const sayable = ({ code, template, values, valuesIn }: Refusal): z.infer<typeof said> => ({
  ...{ code, template },
  values: { ...values },
  valuesIn: Object.fromEntries(Object.entries(valuesIn).map(([locale, own]) => [locale, { ...own }])),
});

const SHOWN = [
  'weekday',
  'minuteOfDay',
  'ip',
  'country',
  'asn',
  'trust',
  'risk',
  'assurance',
  'freshProof',
  'device',
  'deviceProof',
  'roles',
  'amount',
];

function factsOf(command: Permission, { context }: Question): Trial['facts'] {
  const facts = SHOWN.flatMap((name) => (context[name] === undefined ? [] : [[name, String(context[name])]]));
  return { zone: zoneOf(command), group: groupOf(command), ...Object.fromEntries(facts) };
}
