import { z } from 'zod';
import { calendarOf } from '../base/clock';
import { maskMsisdn } from '../base/mask';
import type { Msisdn } from '../base/msisdn';
import { notSignedIn } from '../base/refusal';
import { query } from '../command/command';
import { DOCUMENT_KINDS, maskDocument, openDocument } from './document';
import { DOCUMENT_STATES, documentState, type StoredDocument } from './kyc/kyc';

const NUMBER_STATES = ['pending', 'active', 'suspended', 'retired'] as const;

const output = z.strictObject({
  documents: z.array(
    z.strictObject({
      ...{ id: z.uuid(), kind: z.enum(DOCUMENT_KINDS), number: z.string(), since: z.date() },
      state: z.enum(DOCUMENT_STATES),
    }),
  ),
  numbers: z.array(
    z.strictObject({ id: z.uuid(), msisdn: z.string(), state: z.enum(NUMBER_STATES), since: z.date() }),
  ),
});
export type OwnIdentities = z.infer<typeof output>;

type Stood = Pick<StoredDocument, 'expiresOn' | 'verifiedAt' | 'readyAt' | 'refusedAt'>;
type Row =
  | ({
      what: 'document';
      id: string;
      kind: (typeof DOCUMENT_KINDS)[number];
      number: Buffer;
      since: Date;
    } & Stood)
  | { what: 'number'; id: string; kind: (typeof NUMBER_STATES)[number]; msisdn: string; since: Date };

const READ = {
  name: 'own-identities',
  text: `(select 'document' as what, id, kind, number, null as msisdn, created_at as since, expires_on::text as "expiresOn",
      verified_at as "verifiedAt", ready_at as "readyAt", refused_at as "refusedAt" from identity_documents
      where tenant_id = $1 and person_id = $2 order by id limit 20)
    union all
    (select 'number', id, state, null, msisdn, created_at, null, null, null, null from numbers
      where tenant_id = $1 and holder_id = $2 and state <> 'retired' order by id limit 20)`,
};

/** The documents and numbers by which one's account is tied to a person outside: masked, since this page is often open. */
export const ownIdentities = query({
  name: 'person.identities',
  proof: 'session',
  input: z.strictObject({}),
  output,
  async run({ tx, actor, tenant, now }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { rows } = await tx.$client.query<Row>({ ...READ, values: [tenant.id, actor.principal.id] });
    const found: OwnIdentities = { documents: [], numbers: [] };
    const { day } = calendarOf(now, tenant.timeZone);
    for (const row of rows) {
      const { id, since } = row;
      if (row.what === 'number')
        found.numbers.push({ id, since, state: row.kind, msisdn: maskMsisdn(row.msisdn as Msisdn) });
      else
        found.documents.push({
          ...{ id, since, kind: row.kind, state: documentState(row, day) },
          number: maskDocument(openDocument(tenant.id, id, row.number)),
        });
    }
    return found;
  },
  sample: async () => ({}),
});
