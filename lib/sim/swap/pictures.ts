import { and, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { users } from '@/db/schema/person';
import { idText } from '../../base/id';
import { notFound } from '../../base/refusal';
import { query } from '../../command/command';
import { lackingSides, SIDES, type StoredPicture } from '../../person/kyc/kyc';
import { picturesForSwap, servesSwap } from '../../person/kyc/pictures-for-swap';
import { mayLookAt } from '../../person/kyc/show-picture';
import { readPictures } from '../../person/kyc/stored-document';
import { may, personIdOf } from '../../policy/actor';
import { sampleSwap } from './sample-swap';
import { maySee } from './see';
import { findSwap } from './stored-swap';
import { stateOf } from './swap';

const picture = z.strictObject({
  ...{ id: z.uuid(), side: z.enum(SIDES), takenAt: z.date(), takenBy: z.string() },
  ...{ width: z.number().int(), height: z.number().int(), isOfSwap: z.boolean(), mayLook: z.boolean() },
});

/** The pictures that were taken for a swap, beside those on file for whoever compares them. It shows no image. */
export const swapPictures = query({
  name: 'sim.swap.pictures',
  proof: 'second-factor',
  input: z.strictObject({ swapId: idText }),
  output: z.strictObject({
    documentId: z.uuid().nullable(),
    fresh: z.array(picture),
    onFile: z.array(picture),
    lacking: z.array(z.enum(SIDES)),
    mayAdd: z.boolean(),
  }),
  async run(deed, { swapId }) {
    const { tx, tenant, actor, now } = deed;
    const one = await findSwap(tx, tenant.id, swapId);
    if (!(await maySee(deed, one))) throw notFound();
    const { documentId } = await picturesForSwap(tx, tenant.id, swapId);
    const all = documentId ? await readPictures(tx, tenant.id, documentId) : [];
    const names = new Map(
      (
        await tx
          .select({ id: users.id, name: users.name })
          .from(users)
          .where(
            and(
              eq(users.tenantId, tenant.id),
              inArray(
                users.id,
                all.map(({ takenBy }) => takenBy),
              ),
            ),
          )
      ).map(({ id, name }) => [id, name]),
    );
    const shown = (one: StoredPicture) => ({
      ...{ id: one.id, side: one.side, takenAt: one.takenAt, takenBy: names.get(one.takenBy) ?? '' },
      ...{ width: one.width, height: one.height, isOfSwap: one.swapId !== null },
      mayLook: mayLookAt(actor, one),
    });
    const fresh = all.filter((one) => one.swapId === swapId);
    const isTaking = ['proving', 'review'].includes(stateOf(one, now)) && may(actor, 'kyc.picture.add');
    return {
      documentId,
      fresh: fresh.map(shown),
      onFile: may(actor, 'kyc.verify') ? all.filter(({ swapId: of }) => of === null).map(shown) : [],
      lacking: lackingSides(fresh.map(({ side }) => side)),
      mayAdd: documentId !== null && isTaking && servesSwap(actor, one) && one.holderId !== personIdOf(actor),
    };
  },
  async sample(ground) {
    const { id: swapId } = await sampleSwap(ground, 'review', { requestedBy: ground.actorId });
    return { swapId };
  },
});
