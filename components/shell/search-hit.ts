/** Something that the palette found. */
export interface SearchHit {
  /** What it is, in a word of the reader's language; hits of one kind stand together. */
  kind: string;
  label: string;
  detail: string;
  href: string;
}

export type SearchAction = (text: string) => Promise<SearchHit[]>;
