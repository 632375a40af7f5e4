import { inTenant, pool } from '@/db/client';
import { clock } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { perform } from '@/lib/command/perform';
import type { Person } from '@/lib/policy/actor';
import { tenantSettings } from '@/lib/policy/tenant';
import { completeSwap } from '@/lib/sim/swap/complete';
import { requestSwap } from '@/lib/sim/swap/request';
import { sampleSwap, sampleSwapGround } from '@/lib/sim/swap/sample-swap';
import { aTenant, type Ground, later } from '@/testing/ground';
import { alternate, ratePerSecond } from './measure';
import { recordStatements, replayOf } from './recorded-statements';

const LANES = [1, 8];
const ROUNDS = 5;
/** No agent asks for more than a counter could; a deed has as many agents as it needs. */
const ASKED_BY_ONE = 10;

const settings = tenantSettings.parse({ networks: ['63510'], swap: { agentPerHour: 50, agentPerDay: 200 } });

/** What a deed is done on, by name: in a replay the values of one stand where those of another were. */
type Subject = Readonly<Record<string, unknown>>;
type Deed = { subjects(count: number): Promise<Subject[]>; run(subject: Subject): Promise<unknown> };

/**
 * Swaps that are asked for and swaps that take effect a second, through `perform()`, each against the same statements with
 * the same texts through bare pg, on the same pool and on numbers and cards of the same kind.
 */
export async function benchSwaps(swaps: number) {
  const ground = await aTenant({ at: clock.now(), settings });
  return {
    requests: await benchDeed(requests(ground), swaps),
    completions: await benchDeed(completions(ground), swaps),
  };
}

async function benchDeed(deed: Deed, swaps: number) {
  const replay = await recorded(deed);
  const results: Record<string, unknown> = {};
  for (const atOnce of LANES) {
    const count = Math.max(16, Math.round((swaps * Math.sqrt(atOnce)) / 3));
    results[`${atOnce} at once`] = await alternate(
      ROUNDS,
      async () => {
        const subjects = await deed.subjects(count);
        return ratePerSecond(count, atOnce, (index) => deed.run(subjects[index] as Subject));
      },
      async () => {
        const subjects = await deed.subjects(count);
        return ratePerSecond(count, atOnce, (index) => replay(subjects[index] as Subject));
      },
    );
  }
  return results;
}

/** Two recordings on two subjects tell what belongs to the subject, what is fresh in every deed, and what stays. */
async function recorded(deed: Deed): Promise<(subject: Subject) => Promise<void>> {
  const record = async () => {
    const [subject = {}] = await deed.subjects(1);
    return { subject, said: await recordStatements(pool(), () => deed.run(subject)) };
  };
  let [earlier, last] = [await record(), await record()];
  // A recording during which a lease of the limiter was bought has a statement more; most have none.
  while (earlier.said.length !== last.said.length) [earlier, last] = [last, await record()];
  const replay = replayOf(earlier.said, last.said);
  return (subject) =>
    replay(pool(), new Map(Object.entries(earlier.subject).map(([name, value]) => [value, subject[name]])));
}

let numbered = 0;
/** Thousands of them, so that none is left to chance. */
const nextMsisdn = () => `+25079${String(numbered++).padStart(7, '0')}`;

const inGround = ({ tenant }: Ground) => ({ tenant, now: clock.now(), actorId: newId(clock.now()) });

/** Numbers that an agent asks to move to a card of the stock. */
function requests(ground: Ground): Deed {
  const agents = new Map<unknown, Person>();
  return {
    async subjects(count) {
      const made: Subject[] = [];
      for (let at = 0; at < count; at += 1) {
        if (at % ASKED_BY_ONE === 0) await addAgent(ground, agents);
        const agentId = [...agents.keys()].at(-1);
        const { numberId, msisdn, holderId, oldSim, newSim, iccid } = await inTenant(ground.tenant.id, (tx) =>
          sampleSwapGround({ tx, ...inGround(ground) }, { msisdn: nextMsisdn() }),
        );
        made.push({ agentId, numberId, msisdn, holderId, oldSimId: oldSim.id, newSimId: newSim.id, iccid });
      }
      return made;
    },
    run: ({ agentId, msisdn, iccid }) =>
      perform(requestSwap, later(agents.get(agentId) as Person, clock.now()), {
        ...{ msisdn, iccid, reason: 'lost', key: newId(clock.now()) },
      }),
  };
}

async function addAgent(ground: Ground, agents: Map<unknown, Person>): Promise<void> {
  const agent = await ground.person(['agent'], { at: clock.now() });
  agents.set(agent.principal.id, agent);
}

/** Numbers whose wait is over, and whose holders were told. */
function completions(ground: Ground): Deed {
  return {
    async subjects(count) {
      const made: Subject[] = [];
      for (let at = 0; at < count; at += 1)
        made.push(await inTenant(ground.tenant.id, (tx) => aReadyOne({ tx, ...inGround(ground) })));
      return made;
    },
    run: ({ id }) => perform(completeSwap, ground.system(clock.now()), { swapId: id }),
  };
}

async function aReadyOne(ground: Parameters<typeof sampleSwap>[0]): Promise<Subject> {
  const { id, holderId } = await sampleSwap(ground, 'ready', { msisdn: nextMsisdn() });
  const { rows } = await ground.tx.$client.query<Subject>(
    `select number_id as "numberId", msisdn, old_sim_id as "oldSimId", new_sim_id as "newSimId"
     from swap_cases where tenant_id = $1 and id = $2`,
    [ground.tenant.id, id],
  );
  return { id, holderId, subject: `swap:${id}`, ...rows[0] };
}
