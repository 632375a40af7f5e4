import { z } from 'zod';
import { newId } from '../base/id';
import { parseMsisdn } from '../base/msisdn';
import { atField } from '../base/refusal';
import { command } from '../command/command';
import { receiveSms } from '../ussd/receive-sms';
import { sampleCustomer } from '../wallet/sample-wallet';
import { demoOnly } from './demo-only';

/** Writes an SMS on a telephone of the demo; it is received as the gateway's are, and its reply arrives as theirs do. */
export const demoSms = command({
  name: 'demo.sms',
  proof: 'none',
  perMinute: 600,
  input: z.strictObject({ from: z.string().max(32), text: z.string().trim().min(1).max(160) }),
  output: z.strictObject({}),
  async prepare({ actor, tenant, now }, { from, text }) {
    demoOnly();
    const msisdn = atField('from', () => parseMsisdn(from, tenant.country));
    const request = { ...actor.request, userAgent: 'demo phone', deviceId: null };
    await receiveSms(tenant, request, { messageId: `demo-${newId(now)}`, msisdn, text });
  },
  run: async () => ({ output: {}, evidence: {} }),
  async sample(ground) {
    const { mobile } = await sampleCustomer(ground);
    return { from: mobile, text: 'HELP' };
  },
});
