import { z } from 'zod';
import { takeOf } from '../../auth/proof-budget';
import { outageNumber } from '../../auth/recovery/claim';
import { birthDateText } from '../../base/birth-date';
import { maskName } from '../../base/mask';
import { parseMsisdn } from '../../base/msisdn';
import { atField, Refusal } from '../../base/refusal';
import { command } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import { budgetsOfReport, reportedTooOften } from './outage';
import { takeReport } from './report';
import { sampleSubscriber } from './sample-outage';

const doesNotFit = () =>
  new Refusal(
    'outage_not_matched',
    'This number and this birth date do not belong together here. Ask for both once more.',
    { status: 409, field: 'birthDate' },
  );

/**
 * Takes the report of somebody who calls. The call centre hears at once whether it fits, and sees a masked name; the secret
 * that takes it back is given to nobody, since it was not their own browser.
 */
export const reportOutageFor = command({
  name: 'outage.report-for',
  proof: 'second-factor',
  perMinute: 20,
  input: z.strictObject({
    number: z.string().trim().min(1, 'Enter the number that has no network.').max(64),
    birthDate: birthDateText,
  }),
  output: z.strictObject({
    number: outageNumber,
    name: z.string(),
    until: z.date(),
  }),
  async prepare({ actor, tenant, now }, { number: typed }) {
    const number = atField('number', () => parseMsisdn(typed, tenant.country));
    const staffId = personIdOf(actor) ?? '';
    return { number, isTaken: await takeOf(budgetsOfReport(tenant.id, number, { staffId }), now) };
  },
  async run(deed, { birthDate }, { number, isTaken }) {
    if (!isTaken) throw reportedTooOften();
    const { request } = deed.actor;
    const report = { number, birthDate, channel: 'support' as const, ip: request.ip };
    const { evidence, holder, ...made } = await takeReport(deed, report);
    if (!holder) return { refused: doesNotFit(), evidence };
    return { output: { number: made.number, name: maskName(holder.name), until: made.until }, evidence };
  },
  sample: sampleSubscriber,
});
