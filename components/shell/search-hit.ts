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
  numbers: { id: string; number: string; state: string; holder: string | null }[];
  sims: { id: string; iccid: string; state: string }[];
};

/** A search through the door, with the text in the field `q`. */
export type SearchAction = FormAction;

type Kinds = { people: string; numbers: string; sims: string };

/** Makes hits of what was found: each leads to its own page. */
export function hitsOf({ people, numbers, sims }: Found, kinds: Kinds): SearchHit[] {
  return [
    ...people.map(({ id, name, detail }) => ({
      kind: kinds.people,
      label: name,
      detail: detail ?? '',
      href: `/admin/people/${id}`,
    })),
    ...numbers.map(({ id, number, holder }) => ({
      kind: kinds.numbers,
      label: number,
      detail: holder ?? '',
      href: `/admin/numbers/${id}`,
    })),
    ...sims.map(({ id, iccid, state }) => ({
      kind: kinds.sims,
      label: iccid,
      detail: state,
      href: `/admin/sims/${id}`,
    })),
  ];
}
