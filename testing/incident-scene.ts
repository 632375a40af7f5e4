import { inTenant } from '@/db/client';
import { sessions } from '@/db/schema/auth';
import { after, HOUR_MS } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { ask } from '@/lib/command/ask';
import { perform } from '@/lib/command/perform';
import { actOnIncident } from '@/lib/person/incident/act';
import { showIncident } from '@/lib/person/incident/show';
import type { Person } from '@/lib/policy/actor';
import type { ResponseName, RiskKind } from '@/lib/policy/response-settings';
import type { RiskLevel } from '@/lib/policy/risk-level';
import { openIncident } from '@/lib/trust/incident/open-incident';
import { respondToRisk } from '@/lib/trust/incident/respond';
import { aTenant, NOON } from './ground';

type Risk = { kind?: RiskKind; level?: RiskLevel; sessionId?: string | null; ip?: string | null };

/** A tenant with an owner and an administrator, and what tests of incidents do in it and look at. */
export async function incidentScene() {
  const ground = await aTenant();
  const admin = await ground.person(['admin']);
  const owner = await ground.person(['owner']);

  const at = (ms: number) => after(NOON, ms);
  const inOurs = <T>(work: Parameters<typeof inTenant<T>>[1]) => inTenant(ground.tenant.id, work);

  async function aSession(person: Person, ip = '203.0.113.50'): Promise<string> {
    const id = newId(NOON);
    const ends = at(HOUR_MS);
    await inOurs((tx) =>
      tx.insert(sessions).values({
        ...{ tenantId: ground.tenant.id, id, personId: person.principal.id, userAgent: 'vitest', ip },
        ...{ assurance: 2, methods: ['password', 'totp'], provedAt: NOON, provedBy: 'totp', createdAt: NOON },
        ...{ lastSeenAt: NOON, idleExpiresAt: ends, expiresAt: ends },
      }),
    );
    return id;
  }

  const seeRisk = (
    person: Person,
    { kind = 'risky-session', level = 'high', ...rest }: Risk = {},
    when = NOON,
  ) =>
    inOurs((tx) =>
      respondToRisk(tx, ground.tenant, when, {
        ...{ kind, level, personId: person.principal.id, deviceId: null, facts: { country: 'KE' } },
        ...{ sessionId: null, ip: null, ...rest },
      }),
    );

  const rows = async <Row extends Record<string, unknown>>(text: string, ...values: unknown[]) =>
    (await inOurs((tx) => tx.$client.query<Row>(text, [ground.tenant.id, ...values]))).rows;

  const sessionRow = async (id: string) =>
    (
      await rows<{ proved: boolean; ended: boolean }>(
        `select proved_at is not null as proved, revoked_at is not null as ended from sessions
         where tenant_id = $1 and id = $2`,
        id,
      )
    )[0];

  const statusOf = async (person: Person) =>
    (
      await rows<{ status: string }>(
        'select status from users where tenant_id = $1 and id = $2',
        person.principal.id,
      )
    )[0]?.status;

  const heldOn = async (person: Person) =>
    (
      await rows<{ kind: string }>(
        'select kind from person_holds where tenant_id = $1 and person_id = $2 and lifted_at is null order by kind',
        person.principal.id,
      )
    ).map(({ kind }) => kind);

  /** An incident of a kind that does nothing by itself, about a session of somebody. */
  async function anIncident(person: Person, ip = '203.0.113.50'): Promise<{ id: string; sessionId: string }> {
    const sessionId = await aSession(person, ip);
    const { id } = await inOurs((tx) =>
      openIncident(tx, ground.tenant, NOON, {
        ...{ kind: 'risky-session', severity: 'warning', about: `session:${sessionId}` },
        ...{ personId: person.principal.id, sessionId, ip, facts: {} },
      }),
    );
    return { id, sessionId };
  }

  const act = (incidentId: string, response: ResponseName, by: Person = admin) =>
    perform(actOnIncident, by, { incidentId, response });
  const shown = (incidentId: string, by: Person = admin) => ask(showIncident, by, { incidentId });

  return {
    ground,
    admin,
    owner,
    at,
    inOurs,
    aSession,
    seeRisk,
    rows,
    sessionRow,
    statusOf,
    heldOn,
    anIncident,
    act,
    shown,
  };
}
