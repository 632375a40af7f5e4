import type { Tx } from '@/db/client';
import { issueCode } from '../auth/one-time-code';
import { MINUTE_MS } from '../base/clock';
import { type Msisdn, spellMsisdn } from '../base/msisdn';
import { promiseMessage } from '../notice/promise-message';
import { originOf } from '../policy/origin';
import type { Tenant } from '../policy/tenant';

/** Sends the code that activates a number to the SIM that is to carry it. */
export async function sendActivationCode(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { personId, msisdn, locale }: { personId: string; msisdn: Msisdn; locale: string | null },
): Promise<void> {
  const code = await issueCode(tx, tenant, now, {
    purpose: 'activate_number',
    personId,
    address: msisdn,
    channel: 'sms',
  });
  await promiseMessage(tx, tenant, now, {
    personId,
    channel: 'sms',
    address: msisdn,
    template: 'activationCode',
    locale,
    values: {
      code,
      number: spellMsisdn(msisdn),
      address: `${originOf(tenant)}/activate`,
      minutes: String(tenant.settings.signIn.codeLivesMs / MINUTE_MS),
    },
  });
}
