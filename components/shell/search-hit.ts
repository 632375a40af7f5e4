import type { FormAction } from '@/lib/base/form-state';

/** Something that the palette found. */
export interface SearchHit {
  /** What it is, in a word of the reader's language; hits of one kind stand together. */
  kind: string;
  label: string;
  detail: string;
  href: string;
}

/** What is found of each kind, as the query gives it. */
export type Found = {
  people: { id: string; name: string; detail: string | null }[];
  numbers: { id: string; number: string; state: string; holder: string | null; holderId: string | null }[];
  sims: { id: string; iccid: string; state: string; holderId: string | null }[];
};

/** A search through the door, with the text in the field `q`. */
export type SearchAction = FormAction;

type Kinds = { people: string; numbers: string; sims: string };

/** Makes hits of what was found: each leads to its person, or, where there is none, to its own history. */
export function hitsOf({ people, numbers, sims }: Found, kinds: Kinds): SearchHit[] {
  const person = (id: string) => `/admin/people/${id}`;
  const history = (subject: string) => `/admin/audit?subject=${encodeURIComponent(subject)}`;
  return [
    ...people.map(({ id, name, detail }) => ({
      kind: kinds.people,
      label: name,
      detail: detail ?? '',
      href: person(id),
    })),
    ...numbers.map(({ id, number, holder, holderId }) => ({
      kind: kinds.numbers,
      label: number,
      detail: holder ?? '',
      // Two hits of one address would be one to the list, and a person may be found by several ways.
      href: holderId ? `${person(holderId)}?number=${id}` : history(`number:${id}`),
    })),
    ...sims.map(({ id, iccid, state, holderId }) => ({
      kind: kinds.sims,
      label: iccid,
      detail: state,
      href: holderId ? `${person(holderId)}?sim=${id}` : history(`sim:${id}`),
    })),
  ];
}
