import { log } from '../../base/log';
import { needsProof, type Refusal } from '../../base/refusal';
import type { Actor, Person } from '../../policy/actor';
import type { Permission } from '../../policy/permissions';
import { policyBroken } from './broken-policy';
import type { Asked } from './decide';
import { policiesFor, statedOf } from './load-policies';
import { evaluateSet, type PolicySet, questionOf, type Stated } from './policy-set';
import { refusalOfPolicy } from './refusal-of-policy';

// What the door asked about, it knew before the subject was locked. A deed that has its subject in hand asks once more, with
// all of it. The policies are fetched before the transaction opens, so that nothing waits for a second connection in it.

/** The live policies that concern a deed, fetched for a second question; undefined where there are none. */
export type SecondLook =
  | { name: Permission; set: PolicySet; stated: ReadonlyMap<string, Stated> }
  | undefined;

/** Fetches what a second question needs. Before the transaction, in a command's `prepare`. */
export async function prepareLook(actor: Actor, name: Permission): Promise<SecondLook> {
  if (actor.kind !== 'person') return undefined;
  const { tenant, policyEpoch } = actor;
  const { live: set } = await policiesFor(tenant.id, policyEpoch, name);
  if (!set) return undefined;
  const stated = new Map<string, Stated>();
  for (const id of set.answers.keys()) {
    const one = await statedOf(tenant.id, policyEpoch, id);
    if (one) stated.set(id, one);
  }
  return { name, set, stated };
}

type Verdict = { answer: 'allow' | 'hold' } | { answer: 'step-up' | 'refuse'; refused: Refusal };

/**
 * Asks the policies about a deed whose subject is known. It reads nothing. A hold is the deed's own to keep. Where it is
 * said what is `onlyNow` known, policies that ask for none of it had their answer at the door, with a second person's word.
 */
export function lookAgain(
  look: SecondLook,
  actor: Actor,
  about: NonNullable<Asked['about']>,
  onlyNow?: readonly string[],
): Verdict {
  if (!look || actor.kind !== 'person') return { answer: 'allow' };
  const { asks } = look.set;
  if (asks && onlyNow && !onlyNow.some((name) => asks.has(name))) return { answer: 'allow' };
  const question = questionOf(actor, { name: look.name, kind: 'command', about });
  try {
    const { answer, by, broken } = evaluateSet(look.set, question);
    const wasHeldBefore = answer === 'hold' && onlyNow && !by.some((id) => asksFor(look, id, onlyNow));
    if (broken.length === 0 && wasHeldBefore) return { answer: 'allow' };
    if (broken.length === 0 && (answer === 'allow' || answer === 'hold')) return { answer };
    const refused = refusalOf(look, actor, { answer, by, broken, question });
    return { answer: answer === 'step-up' && broken.length === 0 ? 'step-up' : 'refuse', refused };
  } catch (error) {
    log().error({ err: error, command: look.name }, 'policies could not be asked');
    return { answer: 'refuse', refused: policyBroken() };
  }
}

const asksFor = ({ stated }: NonNullable<SecondLook>, id: string, names: readonly string[]): boolean =>
  names.some((name) => stated.get(id)?.cedar.includes(name));

type Found = {
  answer: string;
  by: readonly string[];
  broken: readonly string[];
  question: ReturnType<typeof questionOf>;
};

function refusalOf(
  { stated }: NonNullable<SecondLook>,
  actor: Person,
  { answer, by, broken, question }: Found,
): Refusal {
  const [first] = by.map((id) => stated.get(id)).filter((one) => one !== undefined);
  if (broken.length > 0 || !first) return policyBroken();
  return answer === 'step-up' ? needsProof('fresh-second-factor') : refusalOfPolicy(first, question, actor);
}
