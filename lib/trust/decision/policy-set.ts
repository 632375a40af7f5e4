import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import type { Permission } from '../../policy/permissions';
import { groupOf } from '../../policy/zone';
import { isTooDeep } from './cedar-depth';
import { SCHEMA } from './cedar-schema';
import { type Parsable, release, slotOf } from './cedar-slots';
import { type Question, questionOf } from './question';
import { isPoliced, POLICED } from './self-help';

export { type Question, questionOf };

/** A policy as it stands: a version of it, and the template and filling that it was made from, if any. */
export type Stated = {
  id: string;
  version: number;
  cedar: string;
  template: string | null;
  filling: Record<string, unknown> | null;
};

/** What a `forbid` may ask for instead of refusing, the strictest last. */
export const ANSWERS = ['step-up', 'hold', 'refuse'] as const;
export type Answer = 'allow' | (typeof ANSWERS)[number];

export type Evaluation = {
  answer: Answer;
  /** The ids of the policies behind the answer: the `forbid`s of that strictness; where it is allowed, the `permit`s. */
  by: string[];
  /** Policies that could not be read, or not be answered with what is known: then the answer is `refuse`. */
  broken: string[];
};

/** Policies that concern one command, ready to be asked. */
export type PolicySet = Parsable & {
  /** What each `forbid` asks for, by its id. */
  answers: ReadonlyMap<string, Exclude<Answer, 'allow'>>;
  broken: readonly string[];
  /** What they ask of the context; undefined where that cannot be told, and they are told everything. */
  asks: ReadonlySet<string> | undefined;
  /** Whether a second person's word may change their answer: one of them holds, or asks for it by name. */
  asksSecondPerson: boolean;
};

/** The permit that every set begins with: what is asked here, roles have granted already. Policies have UUIDs for ids. */
const ROLES = 'roles';
const BASE = { [ROLES]: 'permit (principal, action, resource);' };

/** Checks the text of one policy. Gives what is wrong with it, and the deeds it concerns; none: it may concern any. */
export function validatePolicy(text: string): { problems: string[]; commands: Permission[] } {
  if (isTooDeep(text)) return { problems: [TOO_DEEP], commands: [] };
  const read = cedar.policyToJson(text);
  if (read.type === 'failure') return { problems: read.errors.map(sayProblem), commands: [] };
  const answer = read.json.annotations?.answer;
  const problems: string[] = [];
  if (answer !== undefined && !ANSWERS.some((one) => one === answer))
    problems.push(`@answer is one of ${ANSWERS.join(', ')}, not "${answer}".`);
  if (answer !== undefined && read.json.effect === 'permit') problems.push('Only a forbid has an @answer.');
  const checked = cedar.validate({ schema: SCHEMA, policies: { staticPolicies: { policy: text } } });
  if (checked.type === 'failure')
    return { problems: [...problems, ...checked.errors.map(sayProblem)], commands: [] };
  problems.push(...checked.validationErrors.map(({ error }) => sayProblem(error)));
  return { problems: [...new Set(problems)], commands: problems.length === 0 ? commandsOf(text) : [] };
}

const TOO_DEEP = 'It is nested too deep, or one of its conditions is too long. Make several policies of it.';

const sayProblem = ({ message, help }: { message: string; help: string | null }): string =>
  `${message.replace(/^for policy `policy`, /, '')}${help ? ` (${help})` : ''}`;

function commandsOf(text: string): Permission[] {
  const found = cedar.getValidRequestEnvsPolicy(text, SCHEMA);
  if (found.type === 'failure') return [];
  const commands = POLICED.filter((name) => found.actions.includes(`Action::"${name}"`));
  return commands.length === POLICED.length ? [] : commands;
}

/** Whether a text permits rather than forbids. */
export function isPermit(text: string): boolean {
  const read = cedar.policyToJson(text);
  return read.type === 'success' && read.json.effect === 'permit';
}

/** Whether a policy may speak of a deed: by the deeds that were noted of it, or, for those that came later, by its group. */
export const concerns = (name: Permission, { cedar: text }: Stated, commands: readonly string[]): boolean =>
  commands.length === 0 ||
  commands.includes(name) ||
  new RegExp(`Action\\s*::\\s*"${groupOf(name)}"`).test(text);

/** Makes a set of policies. One that does not parse is left out and named: whatever the set is asked, it then refuses. */
export function policySetOf(policies: readonly Stated[]): PolicySet {
  const texts: Record<string, string> = { ...BASE };
  const answers = new Map<string, Exclude<Answer, 'allow'>>();
  const broken: string[] = [];
  const asked = new Set<string>();
  for (const { id, cedar: text } of policies) {
    const read = cedar.policyToJson(text);
    if (read.type === 'failure') {
      broken.push(id);
      continue;
    }
    texts[id] = text;
    noteAsked(read.json.conditions, asked);
    // Where they say which deed is meant by more than its name, or whom, the groups of deeds are told and the person.
    if (read.json.action.op === 'in') asked.add(ACTION);
    if (read.json.principal.op !== 'All') asked.add(PRINCIPAL);
    const asks = read.json.annotations?.answer ?? 'refuse';
    if (read.json.effect === 'forbid') answers.set(id, ANSWERS.find((one) => one === asks) ?? 'refuse');
  }
  const asksSecondPerson =
    [...answers.values()].includes('hold') ||
    policies.some(({ cedar: text }) => text.includes('secondPerson'));
  return { texts, answers, broken, asks: asked.has(WHOLE) ? undefined : asked, asksSecondPerson };
}

/** Stands for a use of the context that is not the name of one attribute. */
const WHOLE = '*';
/** Stand for the person beyond their id, and for the deed beyond its name: its groups. */
const PRINCIPAL = '*principal';
const ACTION = '*action';

/**
 * Notes which attributes of the context an expression asks for, and whether of the person or the deed: handing over those
 * alone is what makes a question cheap, since each costs as much as evaluating several policies.
 */
function noteAsked(expression: unknown, asked: Set<string>): void {
  if (typeof expression !== 'object' || expression === null) return;
  const { left, attr, Var } = expression as { left?: unknown; attr?: unknown; Var?: unknown };
  if (Var === 'context') asked.add(WHOLE);
  if (Var === 'principal') asked.add(PRINCIPAL);
  if (Var === 'action') asked.add(ACTION);
  if (typeof attr === 'string' && (left as { Var?: unknown } | undefined)?.Var === 'context') asked.add(attr);
  else for (const part of Object.values(expression)) noteAsked(part, asked);
}

/** Asks a set of policies. No order counts: of all that forbid, the strictest answer does. */
export function evaluateSet(set: PolicySet, question: Question): Evaluation {
  if (set.broken.length > 0 || !isPoliced(question.command))
    return { answer: 'refuse', by: [], broken: [...set.broken] };
  const asked = cedar.statefulIsAuthorized({
    ...callOf(question, set.asks),
    preparsedPolicySetId: slotOf(set),
  });
  if (asked.type === 'failure')
    return { answer: 'refuse', by: [], broken: Object.keys(set.texts).filter((id) => id !== ROLES) };
  const { decision, diagnostics } = asked.response;
  const broken = diagnostics.errors.map(({ policyId }) => policyId).sort();
  if (broken.length > 0) return { answer: 'refuse', by: [], broken };
  const reasons = diagnostics.reason.filter((id) => id !== ROLES).sort();
  return decision === 'allow'
    ? { answer: 'allow', by: reasons, broken }
    : strictestOf(set, reasons, question);
}

/**
 * A step-up is met by a fresh second factor, and a hold by a second person's word, whether or not the policy says so: else
 * nobody could ever meet them.
 */
function strictestOf({ answers }: PolicySet, reasons: readonly string[], { context }: Question): Evaluation {
  const isMet: Partial<Record<Answer, boolean>> = {
    'step-up': context.freshProof === true,
    hold: context.secondPerson === true,
  };
  const answerOf = (id: string): Answer => answers.get(id) ?? 'refuse';
  const unmet = reasons.filter((id) => !isMet[answerOf(id)]);
  if (reasons.length > 0 && unmet.length === 0) return { answer: 'allow', by: [], broken: [] };
  const answer = ANSWERS.findLast((one) => unmet.some((id) => answerOf(id) === one)) ?? 'refuse';
  return { answer, by: unmet.filter((id) => answerOf(id) === answer), broken: [] };
}

/** Asks policies that are not kept, as a simulator does. */
export function evaluate(policies: readonly Stated[], question: Question): Evaluation {
  const set = policySetOf(policies);
  try {
    return evaluateSet(set, question);
  } finally {
    release(set);
  }
}

function callOf({ principal, command, tenant, context }: Question, asks: PolicySet['asks']) {
  const user = { type: 'User', id: principal.id };
  const action = { type: 'Action', id: command };
  const { roles, unit } = principal;
  const isAsked = (name: string) => !asks || asks.has(name);
  const told = Object.entries(context as Record<string, cedar.CedarValueJson>)
    .filter(([name]) => isAsked(name))
    .map(([name, value]) => [name, name === 'ip' ? { __extn: { fn: 'ip', arg: value } } : value]);
  return {
    principal: user,
    action,
    resource: { type: 'Tenant', id: tenant },
    context: Object.fromEntries(told) as cedar.Context,
    entities: [
      ...(isAsked(PRINCIPAL)
        ? [{ uid: user, attrs: { roles: [...roles], ...(unit ? { unit } : {}) }, parents: [] }]
        : []),
      ...(isAsked(ACTION)
        ? [{ uid: action, attrs: {}, parents: [{ type: 'Action', id: groupOf(command) }] }]
        : []),
    ],
  };
}
