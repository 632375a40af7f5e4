import { z } from 'zod';
import { identifier } from '../../auth/find-account';
import { issueCode } from '../../auth/one-time-code';
import { MINUTE_MS } from '../../base/clock';
import { notSignedIn, Refusal } from '../../base/refusal';
import { command } from '../../command/command';
import { spendCodeAbroad } from '../../command/limit';
import { promiseMessage } from '../../notice/promise-message';
import { isFree, standingOf, wantedOf } from './address';

/**
 * Sends a code to an address that is to take the place of one's own. An address that is somebody else's is answered in
 * the same words: the code goes to nobody, and whoever has it is told.
 */
export const changeAddress = command({
  name: 'person.address.change',
  proof: 'fresh-second-factor',
  perMinute: 10,
  input: z.strictObject({ address: identifier }),
  output: z.strictObject({}),
  async prepare({ tenant }, { address: text }) {
    const { kind, address } = wantedOf(text, tenant);
    if (kind === 'mobile') await spendCodeAbroad(tenant, address);
  },
  async run({ tx, actor, tenant, now }, { address: text }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { principal } = actor;
    const { kind, address, purpose, channel } = wantedOf(text, tenant);
    const standing = await standingOf(tx, tenant.id, address);
    if (standing.ownerId === principal.id) throw isYours();
    // A number that staff added is confirmed by its SIM, with the registration that it belongs to.
    if (standing.holderId === principal.id && standing.numberState === 'pending') throw awaitsItsSim();
    const code = await issueCode(tx, tenant, now, { purpose, personId: principal.id, address, channel });
    const free = isFree(standing, principal.id);
    const owner = free ? null : standing.ownerId;
    await promiseMessage(tx, tenant, now, {
      personId: free ? principal.id : owner,
      channel: free || owner ? channel : 'none',
      address,
      template: free ? (kind === 'email' ? 'changeEmail' : 'changeMobile') : 'addressWanted',
      locale: free ? principal.locale : null,
      values: free ? { code, minutes: String(tenant.settings.signIn.codeLivesMs / MINUTE_MS) } : {},
    });
    return {
      output: {},
      evidence: { subject: `person:${principal.id}`, severity: 'notice', change: { kind } },
    };
  },
  sample: async ({ now }) => ({ address: `changed-${now.getTime()}@example.com` }),
});

const isYours = () =>
  new Refusal('address_is_yours', 'This address is yours already.', { status: 409, field: 'address' });

const awaitsItsSim = () =>
  new Refusal(
    'number_awaits_its_sim',
    'This number was registered for you. Confirm it under “My SIMs” first, by the code that its SIM got.',
    { status: 409, field: 'address' },
  );
