/** Stand where the figures of a running clock do: its words are spelt once, and its figures every second. */
export const CLOCK_FIGURES = { minutes: '{minutes}', seconds: '{seconds}' } as const;
