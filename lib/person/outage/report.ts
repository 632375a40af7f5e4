import { z } from 'zod';
import { takeOf } from '../../auth/proof-budget';
import { outageNumber } from '../../auth/recovery/claim';
import { birthDateText } from '../../base/birth-date';
import { after } from '../../base/clock';
import { maskMsisdn } from '../../base/mask';
import { type Msisdn, parseMsisdn } from '../../base/msisdn';
import { networkOf } from '../../base/network';
import { atField } from '../../base/refusal';
import { command, type Deed } from '../../command/command';
import type { RequestFacts } from '../../policy/actor';
import { findSubscriber, type Subscriber } from './find-subscriber';
import { budgetsOfReport, holdsUntil, reportedTooOften, rowOf } from './outage';
import { sampleSubscriber } from './sample-outage';
import { earlierReports, holdForOutage, insertOutage } from './stored-outage';
import { tellOfReport } from './tell';

const input = z.strictObject({
  number: z.string().trim().min(1, 'Enter the number that has no network.').max(64),
  birthDate: birthDateText,
});

/**
 * Says that a telephone has no network. Needs no sign-in, since it only holds back: money that goes out and swaps, for two
 * hours. Whoever asks is answered the same, with the same work, whether number and birth date belong together or not.
 */
export const reportOutage = command({
  name: 'outage.report',
  proof: 'none',
  perMinute: 10,
  input,
  output: z.strictObject({ number: outageNumber, claim: z.string(), until: z.date() }),
  async prepare({ actor: { request }, tenant, now }, { number: typed }) {
    const number = atField('number', () => parseMsisdn(typed, tenant.country));
    return { number, isTaken: await takeOf(budgetsOfReport(tenant.id, number, placeOf(request)), now) };
  },
  async run(deed, { birthDate }, { number, isTaken }) {
    if (!isTaken) throw reportedTooOften();
    const { request } = deed.actor;
    const channel = request.line ? 'ussd' : 'web';
    const reported = await takeReport(deed, {
      number,
      birthDate,
      channel,
      ip: request.line ? null : request.ip,
    });
    const { claim, evidence } = reported;
    return { output: { number: reported.number, claim, until: reported.until }, evidence };
  },
  sample: sampleSubscriber,
});

const placeOf = ({ line, ip }: RequestFacts) =>
  line ? { caller: line.msisdn } : { address: networkOf(ip ?? '') };

type Told = {
  number: Msisdn;
  birthDate: string;
  channel: 'web' | 'ussd' | 'support';
  ip: string | null;
};

/** Writes a report, holds back what it may, and tells whom it concerns. Nothing of what it does depends on whether there is anybody. */
export async function takeReport({ tx, tenant, now }: Deed, { number, birthDate, channel, ip }: Told) {
  const holder: Subscriber | undefined = await findSubscriber(tx, tenant.id, { number, birthDate });
  const personId = holder?.personId ?? null;
  const { outageMs } = tenant.settings.swap;
  const first = rowOf(now, await earlierReports(tx, tenant.id, personId, now), outageMs);
  const [said, until] = [after(now, outageMs), holdsUntil(now, first, outageMs)];
  const named = maskMsisdn(number);
  // What stands in the row is what is really held; whoever reports is told the same in any case.
  const report = { personId, named, channel, ip, until: until ?? now };
  const made = await insertOutage(tx, tenant.id, now, report);
  const isNews = await holdForOutage(tx, tenant.id, now, {
    ...{ personId: until ? personId : null, reportId: made.id, until: until ?? said },
  });
  await tellOfReport(tx, tenant, now, {
    ...{ reportId: made.id, until: until ?? said, asksContacts: first === null },
    holder: isNews || first === null ? holder : undefined,
  });
  return {
    ...made,
    holder,
    until: said,
    evidence: {
      subject: `outage:${made.id}`,
      severity: 'warning' as const,
      change: { person: personId, number: named, channel, held: isNews },
    },
  };
}
