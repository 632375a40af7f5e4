import { z } from 'zod';
import type { Tx } from '@/db/client';
import { after, DAY_MS } from '../../base/clock';
import { idText, newId, SMALLEST_ID } from '../../base/id';
import { maskMsisdn } from '../../base/mask';
import type { Msisdn } from '../../base/msisdn';
import { oneLine } from '../../base/plain-text';
import { command, query, type SampleGround } from '../../command/command';
import { notifyPerson } from '../../notice/notify';
import { sampleCustomer } from '../sample-wallet';
import { notRaised } from './raise';

/** Ends a raise before its day: the tier's own ceilings stand again at once. One is enough to make it safer. */
export const takeBackRaise = command({
  name: 'limit.take-back',
  proof: 'second-factor',
  input: z.strictObject({ personId: idText, reason: oneLine(300) }),
  output: z.strictObject({ personId: z.uuid() }),
  async run({ tx, tenant, now }, { personId, reason }) {
    const { rowCount } = await tx.$client.query({
      name: 'limit-raise-end',
      text: 'update limit_raises set until = $3 where tenant_id = $1 and person_id = $2 and until > $3',
      values: [tenant.id, personId, now],
    });
    if (rowCount !== 1) throw notRaised();
    await notifyPerson(tx, tenant, now, personId, { template: 'limitsEnded' });
    return {
      output: { personId },
      evidence: {
        subject: `person:${personId}`,
        severity: 'notice',
        change: { limits: ['raised', 'own'], because: reason },
      },
    };
  },
  async sample(ground) {
    return { personId: await sampleRaise(ground), reason: 'The wedding is over' };
  },
});

const minor = z.bigint().nullable();

const raised = z.strictObject({
  personId: z.uuid(),
  /** Their wallet, which has a page of its own. */
  accountId: z.uuid().nullable(),
  name: z.string(),
  number: z.string().nullable(),
  ...{ perTransfer: minor, outPerDay: minor, outPerMonth: minor, balance: minor },
  until: z.date(),
  proposalId: z.uuid(),
});
export type ListedRaise = z.infer<typeof raised>;

const PAGE = 50;

/** Everybody whose ceilings are raised now. */
export const listRaises = query({
  name: 'limit.list',
  proof: 'second-factor',
  input: z.strictObject({ after: idText.optional() }),
  output: z.strictObject({ currency: z.string(), raises: z.array(raised), next: z.uuid().nullable() }),
  async run({ tx, tenant, now }, { after: from }) {
    const rows = await readRaises(tx, [tenant.id, now, from ?? SMALLEST_ID, PAGE + 1, tenant.currency]);
    const shown = rows.slice(0, PAGE);
    return {
      currency: tenant.currency,
      raises: shown.map(({ mobile, ...row }) => ({
        ...row,
        number: mobile && maskMsisdn(mobile as Msisdn),
        ...{ perTransfer: minorOf(row.perTransfer), outPerDay: minorOf(row.outPerDay) },
        ...{ outPerMonth: minorOf(row.outPerMonth), balance: minorOf(row.balance) },
      })),
      next: rows.length > PAGE ? (shown.at(-1)?.personId ?? null) : null,
    };
  },
  async sample(ground) {
    await sampleRaise(ground);
    return {};
  },
});

const minorOf = (text: string | null): bigint | null => (text === null ? null : BigInt(text));

type Row = {
  personId: string;
  accountId: string | null;
  name: string;
  mobile: string | null;
  perTransfer: string | null;
  outPerDay: string | null;
  outPerMonth: string | null;
  balance: string | null;
  until: Date;
  proposalId: string;
};

async function readRaises(tx: Tx, values: unknown[]): Promise<Row[]> {
  const { rows } = await tx.$client.query<Row>({
    name: 'limit-raises',
    text: `select r.person_id as "personId", u.name, case when u.mobile_verified_at is not null then u.mobile end as mobile,
        r.per_transfer as "perTransfer", r.out_per_day as "outPerDay", r.out_per_month as "outPerMonth", r.balance, r.until,
        r.proposal_id as "proposalId", (select a.id from accounts a where a.tenant_id = $1 and a.owner_id = r.person_id
          and a.kind = 'wallet' and a.currency = $5) as "accountId"
      from limit_raises r join users u on u.tenant_id = $1 and u.id = r.person_id
      where r.tenant_id = $1 and r.until > $2 and r.person_id > $3 order by r.person_id limit $4`,
    values,
  });
  return rows;
}

async function sampleRaise(ground: SampleGround): Promise<string> {
  const { tx, tenant, now } = ground;
  const { personId } = await sampleCustomer(ground);
  await tx.$client.query(
    `insert into limit_raises (tenant_id, person_id, per_transfer, until, proposal_id) values ($1, $2, 30000, $3, $4)`,
    [tenant.id, personId, after(now, 10 * DAY_MS), newId(now)],
  );
  return personId;
}
