import { z } from 'zod';
import { Refusal } from '../../lib/base/refusal';
import { ask } from '../../lib/command/ask';
import { listPeople } from '../../lib/person/list-people';
import type { System } from '../../lib/policy/actor';

export type Found = { id: string; name: string };

/**
 * Finds a person by their id, or by the whole of their e-mail address or mobile number. Refuses nobody, and several:
 * an address that is not confirmed may be claimed by more than one.
 */
export async function findPerson(operator: System, named: string): Promise<Found> {
  if (z.uuid().safeParse(named).success) return { id: named.toLowerCase(), name: named };
  const { people } = await ask(listPeople, operator, { q: named, limit: 20 });
  const isEmail = named.includes('@');
  const meant = isEmail ? people.filter(({ email }) => email === named.toLowerCase()) : people;
  const [only, another] = meant;
  if (!only) {
    throw new Refusal(
      'person_unknown',
      'Nobody is found by "{named}". Name a person by e-mail, number or id.',
      {
        status: 404,
        values: { named },
      },
    );
  }
  if (another) {
    throw new Refusal(
      'person_ambiguous',
      'Several people are found by "{named}". Name one by id: "ngao people list".',
      {
        status: 409,
        values: { named },
      },
    );
  }
  return only;
}
