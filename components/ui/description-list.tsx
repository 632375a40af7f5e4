import type { ReactNode } from 'react';

export interface Fact {
  term: ReactNode;
  detail: ReactNode;
}

/** Facts about one thing: the term at the left and the fact beside it, on a phone above and below. */
export function DescriptionList({ facts }: { facts: (Fact | null | false)[] }) {
  return (
    <dl className="divide-y divide-line">
      {facts.map((fact, place) =>
        fact ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the facts of one thing never change places.
          <div key={place} className="grid gap-x-4 gap-y-0.5 py-2.5 sm:grid-cols-[11rem_minmax(0,1fr)]">
            <dt className="text-ink-soft">{fact.term}</dt>
            <dd className="min-w-0 break-words [&_time]:whitespace-normal">{fact.detail}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}
