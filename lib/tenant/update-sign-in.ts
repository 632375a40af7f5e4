import { z } from 'zod';
import { calendarOf } from '../base/clock';
import { Refusal } from '../base/refusal';
import { command } from '../command/command';
import { type FieldProblem, problemOf } from '../command/field-problem';
import { InvalidInput } from '../command/parse';
import { rolesOfTenant } from '../person/held-roles';
import type { Actor, Person } from '../policy/actor';
import { demandOf, graceEnds, meetsKinds } from '../policy/second-factor-policy';
import type { Tenant } from '../policy/tenant';
import { asksMore, givenPolicy, policyOf, policyOfForm, type SignInPolicy } from './sign-in-policy';
import { readSettings, writeSettings } from './stored-settings';
import { yetToEnrol } from './yet-to-enrol';

/**
 * Changes how people of the tenant sign in. It counts on every node within a second. What asks something of others is
 * said before it is done, and nobody locks themselves out.
 */
export const updateSignIn = command({
  name: 'tenant.sign-in.update',
  proof: 'fresh-second-factor',
  input: givenPolicy,
  output: z.strictObject({}),
  async run({ tx, actor, tenant, now }, given) {
    const { settings, version } = await readSettings(tx, tenant.id);
    if (version !== given.version) throw changedMeanwhile();
    const before: Tenant = { ...tenant, settings };
    const roles = (await rolesOfTenant(tx, tenant.id)).map(({ key }) => key);
    const policy = policyFrom(before, given, roles, now);
    const after: Tenant = { ...tenant, settings: { ...settings, ...policy } };
    const lockedOut = refusalOfLockOut(actor, after);
    if (lockedOut) throw lockedOut;
    const { people, more } = await yetToEnrol(tx, after, roles);
    if (people > 0 && asksMore(before, after, roles) && !given.agreed)
      throw consequences(
        `${people}${more ? '+' : ''}`,
        calendarOf(graceEnds(after, now), tenant.timeZone).day,
      );
    const changedBy = actor.kind === 'person' ? actor.principal.id : null;
    const isWritten = await writeSettings(tx, tenant.id, now, { version, changes: policy, changedBy });
    if (!isWritten) throw changedMeanwhile();
    return {
      output: {},
      evidence: {
        subject: `tenant:${tenant.id}`,
        severity: 'warning',
        change: changeOf(policyOf(settings), policy),
      },
    };
  },
  async sample({ tx, tenant }) {
    const { settings, version } = await readSettings(tx, tenant.id);
    const { otherwise, kinds, freshBy } = settings.signIn.secondFactor;
    return {
      version,
      ways: ['password', 'passkey', 'emailCode', 'smsCode'],
      ...{ otherwise, kinds, freshBy, byMessage: 'on' },
      ...{ graceDays: 7, minLength: 16, minLengthBeside: 16, history: 5 },
      ...{ messageMinutes: 5, linkMinutes: 10, idleMinutes: 20, absoluteHours: 8, freshMinutes: 5 },
    };
  },
});

/** A demand that grows begins anew, so that everybody has the days of grace from now on. */
function policyFrom(
  before: Tenant,
  given: z.infer<typeof givenPolicy>,
  roles: readonly string[],
  now: Date,
): SignInPolicy {
  const kept = before.settings.signIn.secondFactor.since;
  try {
    const policy = policyOfForm(given, kept);
    const after = { ...before, settings: { ...before.settings, ...policy } };
    return asksMore(before, after, roles) ? policyOfForm(given, now.toISOString()) : policy;
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    throw new InvalidInput(error.issues.map(problemAt));
  }
}

/** The rules across fields speak of the settings; here they are said beside the form's fields, whose names are the last. */
function problemAt(issue: z.core.$ZodIssue): FieldProblem {
  const name = issue.path.findLast((part) => typeof part === 'string');
  return { ...problemOf(issue), field: String(name ?? '') };
}

/** Nobody asks of others what they do not meet themselves, nor closes the door that they came in by. */
function refusalOfLockOut(actor: Actor, after: Tenant): Refusal | undefined {
  if (actor.kind !== 'person') return undefined;
  const { principal, session } = actor;
  const { secondFactor } = after.settings.signIn;
  if (demandOf(after, principal.roles) === 'required' && !meetsKinds(after, principal.enrolled))
    return unmet();
  if (secondFactor.freshBy === 'device-passkey' && !session.methods.includes('device-passkey'))
    return freshUnmet();
  return hasAWay(actor, after) ? undefined : noWay();
}

function hasAWay({ principal }: Person, after: Tenant): boolean {
  const { ways } = after.settings.signIn;
  const { methods, enrolled, email, mobile } = principal;
  return (
    (ways.password && methods.includes('password')) ||
    (ways.passkey && enrolled.passkey) ||
    ((ways.emailCode || ways.magicLink) && email !== null) ||
    ((ways.smsCode || ways.whatsappCode) && mobile !== null)
  );
}

/** What was and what is, of each group that differs. */
function changeOf(before: SignInPolicy, after: SignInPolicy): Record<string, unknown> {
  const flat = ({ signIn, ...lives }: SignInPolicy): Record<string, unknown> => ({ ...signIn, ...lives });
  const [was, is] = [flat(before), flat(after)];
  return Object.fromEntries(
    Object.keys(is)
      .filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]))
      .map((key) => [key, [was[key], is[key]]]),
  );
}

/** Says that a state which was to be changed is no longer the one that stands. */
export const changedMeanwhile = () =>
  new Refusal(
    'settings_changed_meanwhile',
    'Somebody else changed this while you had it open. Open the page again, and look at what it says now.',
    { status: 409 },
  );

const consequences = (people: string, until: string) =>
  new Refusal(
    'people_must_enrol',
    'People who will have to set up a second factor: {people}, by {until}. Tick the last box if that is meant, and save again.',
    { status: 409, field: 'agreed', values: { people, until } },
  );

const unmet = () =>
  new Refusal(
    'own_factor_missing',
    'You do not have the second factor that this asks for. Set it up first, or you lock yourself out.',
    { status: 409 },
  );

const freshUnmet = () =>
  new Refusal(
    'own_passkey_missing',
    'Prove yourself with a passkey of this device first, or you could never change this back.',
    { status: 409 },
  );

const noWay = () =>
  new Refusal('own_way_closed', 'This would close every way by which you yourself sign in.', { status: 409 });
