import pg from 'pg';
import { pool } from '@/db/client';
import { clock } from '@/lib/base/clock';
import { ask } from '@/lib/command/ask';
import { listPeople } from '@/lib/person/list-people';
import type { Person } from '@/lib/policy/actor';
import { listEvents } from '@/lib/tenant/audit-log';
import { aTenant, later } from '@/testing/ground';
import { quantile, round } from './measure';

const SIZES = [1_000, 1_000_000];
const ROUNDS = 40;
const WARM = 3;

/** Of every thousand people this many are found by the rare word. */
const RARE = 997;

type Side = { size: number; admin: Person; someone: string };

/**
 * The p95 of the people list and of the audit log, each over what an administrator looks for, in a tenant of a thousand
 * and in one of a million. The bulk is loaded past row-level security, the questions go through the door.
 */
export async function benchLists(ownerUrl: string) {
  const sides: Side[] = [];
  for (const size of SIZES) sides.push(await fill(ownerUrl, size));
  const people = await compare(sides, peopleQuestions, (input, admin) => ask(listPeople, admin, input));
  const audit = await compare(sides, auditQuestions, (input, admin) => ask(listEvents, admin, input));
  return { people, audit };
}

const peopleQuestions = (): Record<string, unknown>[] => [
  {},
  { q: 'uwase' },
  { q: `w${RARE}` },
  { q: 'mar uw' },
  { q: '+25078800' },
  { status: 'suspended' },
  { role: 'user' },
  { role: 'admin' },
  { q: 'uwase', status: 'active' },
];

const auditQuestions = ({ someone }: Side): Record<string, unknown>[] => [
  {},
  { command: 'wallet.transfer' },
  { command: 'role.assign' },
  { actor: someone },
  { outcome: 'forbidden' },
  { subject: `person:${someone}` },
  { ip: '10.0.0.7' },
  { command: 'wallet.transfer', outcome: 'insufficient_funds' },
  { from: '2026-01-02', to: '2026-01-03' },
];

/** Asks the questions of both sides in turn, so that noise falls on both. */
async function compare(
  sides: Side[],
  questions: (side: Side) => Record<string, unknown>[],
  answer: (input: unknown, admin: Person) => Promise<unknown>,
) {
  const taken = sides.map((): number[] => []);
  for (let turn = 0; turn < ROUNDS + WARM; turn++) {
    for (const [index] of questions(sides[0] as Side).entries()) {
      for (const [i, side] of sides.entries()) {
        const input = questions(side)[index];
        const begun = performance.now();
        await answer(input, later(side.admin, clock.now()));
        if (turn >= WARM) taken[i]?.push(performance.now() - begun);
      }
    }
  }
  const [small = [], large = []] = taken;
  const [p95Small, p95Large] = [quantile(small, 0.95), quantile(large, 0.95)];
  return {
    p95MsAtThousand: round(p95Small),
    p95MsAtMillion: round(p95Large),
    ratio: round(p95Large / p95Small, 3),
  };
}

async function fill(ownerUrl: string, size: number): Promise<Side> {
  const ground = await aTenant({ at: clock.now() });
  const admin = await ground.person(['owner'], { at: clock.now() });
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    // The owner of an embedded PostgreSQL may pass row-level security; the app's role never.
    for (const statement of bulkOf(ground.tenant.id, size)) await client.query(statement);
    // As autovacuum leaves a database of some age; in the middle of the bench it would be noise on one side.
    await client.query('vacuum analyze');
    const { rows } = await client.query<{ id: string }>(
      `select id from users where tenant_id = $1 order by id offset ${Math.floor(size / 2)} limit 1`,
      [ground.tenant.id],
    );
    return { size, admin, someone: rows[0]?.id ?? '' };
  } finally {
    await client.end();
    // Plans that were made for an almost empty database are made anew.
    await pool().query('discard plans');
  }
}

/** Ids are of a moment a minute apart each, from the first of January 2020 on, as UUIDv7 are. */
const idAt = (kind: string) =>
  `(lpad(to_hex(1577836800000 + n::bigint * 200000), 12, '0') || '7' || substr(md5('${kind}' || n), 1, 3) || '8' || substr(md5('${kind}x' || n), 1, 15))::uuid`;

function bulkOf(tenantId: string, size: number): string[] {
  const t = `'${tenantId}'::uuid`;
  const n = `generate_series(1, ${size}) n`;
  const first = `(array['marie','jean','aline','eric','grace','claude','divine','patrick'])[1 + n % 8]`;
  const last = `(array['uwase','mugisha','ingabire','habimana','mukamana','nkurunziza','umutoni'])[1 + n % 7]`;
  const mobile = `'+25078' || lpad(n::text, 7, '0')`;
  return [
    `insert into users (tenant_id, id, name, email, email_verified_at, mobile, mobile_verified_at, status, created_at)
     select ${t}, ${idAt('p')}, initcap(${first}) || ' ' || initcap(${last}), 'p' || n || '@example.com', now(), ${mobile}, now(),
       case when n % 500 = 0 then 'suspended' else 'active' end, to_timestamp(1577836800 + n * 200) from ${n}`,
    `insert into user_words (tenant_id, word, person_id)
     select ${t}, w.word, ${idAt('p')} from ${n},
       lateral (values (${first}), (${last}), ('p' || n || '@example.com'), (${mobile}), ('w' || n % 1000)) w (word)`,
    `insert into memberships (tenant_id, person_id, role_id, granted_at)
     select ${t}, ${idAt('p')}, (select id from roles where tenant_id = ${t} and key = case when n % 1000 = 0 then 'admin' else 'user' end), now() from ${n}`,
    `insert into audit_events (tenant_id, id, at, command, outcome, actor_kind, actor_id, subject, ip, user_agent, request_id, severity)
     select ${t}, ${idAt('e')}, to_timestamp(1577836800 + n * 200),
       (array['wallet.transfer','auth.sign-in','wallet.deposit','sim.register','person.profile.update'])[1 + n % 5],
       case when n % 300 = 0 then 'forbidden' when n % 200 = 5 then 'insufficient_funds' else 'done' end, 'person', ${idAt('p')},
       'person:' || ${idAt('p')}, ('10.' || (n / 65536) % 256 || '.' || (n / 256) % 256 || '.' || n % 256)::inet, 'bench', 'r' || n, 'info' from ${n}`,
  ];
}
