import type { Tx } from '@/db/client';
import { Refusal } from '../base/refusal';

/** What a stranger who knows a person a little would try first. */
export type Guessable = { birthYears: readonly string[]; numbers: readonly string[] };

/**
 * Whether five digits are among the first that a thief tries: one or two digits repeated, a run up or down (with the
 * zero after the nine), a birth year, or the end of the person's own number.
 */
export function isTrivialPin(pin: string, { birthYears, numbers }: Guessable): boolean {
  if (new Set(pin).size <= 2) return true;
  const steps = Array.from(
    { length: pin.length - 1 },
    (_, at) => (Number(pin[at + 1]) - Number(pin[at]) + 10) % 10,
  );
  if (steps.every((step) => step === 1) || steps.every((step) => step === 9)) return true;
  return birthYears.some((year) => pin.includes(year)) || numbers.some((number) => number.endsWith(pin));
}

/** Refuses a PIN that is easily guessed for this person. */
export async function assertNotTrivial(
  tx: Tx,
  tenantId: string,
  personId: string,
  pin: string,
): Promise<void> {
  const { rows } = await tx.$client.query<Guessable>({
    name: 'pin-guessable',
    text: `select
        array(select to_char(birth_date, 'YYYY') from identity_documents where tenant_id = $1 and person_id = $2)
          as "birthYears",
        array(select msisdn from numbers where tenant_id = $1 and holder_id = $2
          union select mobile from users where tenant_id = $1 and id = $2 and mobile is not null) as numbers`,
    values: [tenantId, personId],
  });
  const [known = { birthYears: [], numbers: [] }] = rows;
  if (isTrivialPin(pin, known)) throw pinIsTrivial();
}

const pinIsTrivial = () =>
  new Refusal(
    'pin_is_trivial',
    'This PIN is easy to guess. Choose other digits: no row such as 12345, no repeats, no birth year, no part of your number.',
    { field: 'newPin' },
  );
