import { z } from 'zod';
import { idText } from '../base/id';
import { query } from '../command/command';
import { unitsOfPath } from '../person/branch';
import { UNIT_KINDS } from './create-unit';

const MOST_COUNTED = 100;
const PATH = /^(?:\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})+\/$/;

type Row = {
  id: string;
  name: string;
  kind: (typeof UNIT_KINDS)[number];
  path: string;
  created_at: Date;
  people: number;
};

const output = z.strictObject({
  units: z.array(
    z.strictObject({
      id: z.uuid(),
      name: z.string(),
      kind: z.enum(UNIT_KINDS),
      /** How many units stand above it. */
      depth: z.number().int(),
      /** People in it and below, counted to a bound. */
      people: z.number().int(),
      more: z.boolean(),
      createdAt: z.date(),
    }),
  ),
  next: z.string().nullable(),
});

export type ListedUnit = z.infer<typeof output>['units'][number];

/** The units of a tenant as a tree: each after the one that it stands below. With `under`, a unit and those below it. */
export const listUnits = query({
  name: 'unit.list',
  proof: 'second-factor',
  input: z.strictObject({
    under: idText.optional(),
    after: z.string().regex(PATH, 'This is not a place in the list. Begin at its first page.').optional(),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  output,
  async run({ tx, tenant }, { under, after, limit }) {
    const { rows } = await tx.$client.query<Row>({
      name: 'units-page',
      // A path ends in a slash, and the sign after the slash is the zero: so the branch is the range between them.
      text: `select u.id, u.name, u.kind, u.path, u.created_at,
               (select count(*)::int from (select from branch_people b
                  where b.tenant_id = $1 and b.unit_id = u.id order by b.person_id limit $5) few) as people
             from units u where u.tenant_id = $1 and u.path collate "C" > $2
               and ($3::uuid is null or (
                 u.path collate "C" >= (select p.path from units p where p.tenant_id = $1 and p.id = $3)
                 and u.path collate "C" < (select rtrim(p.path, '/') || '0' from units p where p.tenant_id = $1 and p.id = $3)))
             order by u.path collate "C" limit $4`,
      values: [tenant.id, after ?? '', under ?? null, limit + 1, MOST_COUNTED + 1],
    });
    const page = rows.slice(0, limit);
    return {
      units: page.map(({ path, created_at, people, ...unit }) => ({
        ...unit,
        depth: unitsOfPath(path).length - 1,
        people: Math.min(people, MOST_COUNTED),
        more: people > MOST_COUNTED,
        createdAt: created_at,
      })),
      next: rows.length > limit ? (page.at(-1)?.path ?? null) : null,
    };
  },
  sample: async () => ({ limit: 10 }),
});
