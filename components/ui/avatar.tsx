/** The initials of a name: first and last word, whatever stands between. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/u).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('')
    .toLocaleUpperCase();
}

/** A person as two letters. Decoration beside the name, so it is silent. */
export function Avatar({ name, className = 'size-8 text-caption' }: { name: string; className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={`inline-flex shrink-0 select-none items-center justify-center rounded-full bg-accent-soft font-semibold text-accent-ink ${className}`}
    >
      {initialsOf(name)}
    </span>
  );
}
