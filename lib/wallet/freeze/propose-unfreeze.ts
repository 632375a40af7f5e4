import { z } from 'zod';
import { appendEvent } from '../../audit/append';
import { idText, newId } from '../../base/id';
import { oneLine } from '../../base/plain-text';
import { command } from '../../command/command';
import { keyText } from '../../command/key-text';
import { handOf } from '../proposal/hands';
import type { Kind, Proposal } from '../proposal/proposal';
import { proposalStep, propose } from '../proposal/propose';
import { lockAccount, notFrozen, ownAccount, saveFreeze } from './freeze';
import { sampleAccount, thaw } from './freeze-account';

/** Proposes to let an account go that somebody else has frozen, or that fraud was seen in; a colleague decides. */
export const proposeUnfreeze = command({
  name: 'account.unfreeze.propose',
  proof: 'fresh-second-factor',
  input: z.strictObject({ accountId: idText, reason: oneLine(300), key: keyText }),
  output: proposalStep,
  idempotencyKey: 'key',
  async run(deed, { accountId, reason }) {
    const { tx, tenant, now } = deed;
    const account = await lockAccount(tx, tenant, { accountId, now });
    if (account.ownerId === handOf(deed)) throw ownAccount();
    if (account.frozen === 'none') throw notFrozen();
    const terms = { accountId, frozen: account.frozen };
    return propose(deed, { kind: 'unfreeze', personId: account.ownerId, terms, reason });
  },
  async sample(ground) {
    const { tx, tenant, now } = ground;
    const accountId = await sampleAccount(ground);
    await saveFreeze(tx, tenant, {
      accountId,
      freeze: { frozen: 'both', reason: 'It looked like fraud', by: null, since: now, until: null },
    });
    return { accountId, reason: 'The customer came to the shop with their document', key: newId(now) };
  },
});

const terms = z.object({ accountId: z.uuid() });
const accountOf = (one: Proposal): string => terms.parse(one.terms).accountId;

/** Lets go what is frozen by the time it is approved, whoever froze it meanwhile: the checker has seen it. */
export const unfreeze: Kind = {
  async apply(deed, one) {
    const { tx, tenant, now } = deed;
    const account = await lockAccount(tx, tenant, { accountId: accountOf(one), now });
    if (account.frozen === 'none') throw notFrozen();
    await thaw(deed, account);
    await appendEvent(tx, deed.actor, 'account.unfreeze', 'done', {
      ...{ subject: `account:${account.id}`, severity: 'warning', approval: one.id },
      change: { frozen: [account.frozen, 'none'], because: one.reason, person: account.ownerId },
    });
    return { account: account.id, frozen: [account.frozen, 'none'] };
  },
  async facts({ tx, tenant }, one) {
    const { rows } = await tx.$client.query<{ frozen: string; reason: string | null; at: Date | null }>({
      name: 'unfreeze-facts',
      text: `select frozen, frozen_reason as reason, frozen_at as at from accounts where tenant_id = $1 and id = $2`,
      values: [tenant.id, accountOf(one)],
    });
    const [account] = rows;
    if (!account) return [];
    return [
      { what: 'frozenBecause', text: account.reason ?? '–' },
      ...(account.at ? [{ what: 'frozenSince', at: account.at }] : []),
    ];
  },
};
