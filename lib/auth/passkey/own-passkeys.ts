import { z } from 'zod';
import { idText } from '../../base/id';
import { notFound, notSignedIn } from '../../base/refusal';
import { command, query } from '../../command/command';
import { refusalOfMake } from '../../policy/passkey-policy';
import { passkeyName } from './enrol';
import { storeSample } from './sample-passkey';

type Row = {
  id: string;
  name: string;
  aaguid: string;
  backupEligible: boolean;
  createdAt: Date;
  lastUsedAt: Date | null;
};

/** One's own passkeys, each with whether it can leave its device, and whether it is still taken here. */
export const ownPasskeys = query({
  name: 'auth.passkey.list',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({
    passkeys: z.array(
      z.strictObject({
        id: z.uuid(),
        name: z.string(),
        deviceBound: z.boolean(),
        taken: z.boolean(),
        createdAt: z.date(),
        lastUsedAt: z.date().nullable(),
      }),
    ),
  }),
  async run({ tx, actor, tenant }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { rows } = await tx.$client.query<Row>({
      name: 'passkeys-own',
      text: `select id, name, aaguid, backup_eligible as "backupEligible", created_at as "createdAt",
          last_used_at as "lastUsedAt"
        from passkeys where tenant_id = $1 and person_id = $2 order by id`,
      values: [tenant.id, actor.principal.id],
    });
    return {
      passkeys: rows.map(({ aaguid, backupEligible, ...row }) => ({
        ...row,
        deviceBound: !backupEligible,
        taken: !refusalOfMake(tenant, { aaguid, backupEligible }),
      })),
    };
  },
  sample: async () => ({}),
});

/** Gives one of one's own passkeys another name. */
export const renamePasskey = command({
  name: 'auth.passkey.rename',
  proof: 'session',
  input: z.strictObject({ passkeyId: idText, name: passkeyName }),
  output: z.strictObject({}),
  async run({ tx, actor, tenant }, { passkeyId, name }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { rows } = await tx.$client.query<{ before: string }>({
      name: 'passkey-rename',
      text: `with old as (
          select tenant_id, id, name from passkeys where tenant_id = $1 and id = $2 and person_id = $3 for update)
        update passkeys p set name = $4 from old where p.tenant_id = old.tenant_id and p.id = old.id
        returning old.name as before`,
      values: [tenant.id, passkeyId, actor.principal.id, name],
    });
    const [renamed] = rows;
    if (!renamed) throw notFound();
    return {
      output: {},
      evidence: { subject: `passkey:${passkeyId}`, change: { name: [renamed.before, name] } },
    };
  },
  async sample(ground) {
    return { passkeyId: (await storeSample(ground, ground.actorId)).id, name: 'The key at my desk' };
  },
});
