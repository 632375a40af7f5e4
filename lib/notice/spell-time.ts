/** A moment as a message says it, in the reader's language and the tenant's zone: its reader has no browser of ours. */
export const spellTime = (at: Date, language: string, timeZone: string): string =>
  new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  }).format(at);
