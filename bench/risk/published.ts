/**
 * Median prompts that a legitimate person has met after so many sign-ins, with Freeman's model set to block a share of
 * targeted attackers (Wiefling et al., “Pump Up Password Security!”, 2022), and how far the baseline may be from them.
 */
export const PUBLISHED = [
  { blocked: 0.98, by5: 2, by12: 2 },
  { blocked: 0.99, by5: 2, by12: 3 },
  { blocked: 0.995, by5: 3, by12: 5 },
] as const;

export const TOLERANCE = { by5: 1, by12: 3 } as const;
