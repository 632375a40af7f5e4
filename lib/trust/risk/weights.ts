/**
 * What is believed of strangers and how far each kind of evidence is trusted. Chosen on the tuning seeds of the bench and
 * fixed since; nothing here is learned.
 */
export const WEIGHTS = {
  /** A stranger who means this person knows where they live. */
  knowsPlace: 0.9,
  /** … and may be on one of their networks. */
  onTheirNetwork: 0.2,
  /** … and may show what their device said of itself at their last sign-in. */
  copiesDevice: 0.003,
  /** A network and a device that come together count by so many sign-ins less than they were seen. */
  pairDoubt: 2,
  /** The same of the hours of one person. */
  hourDoubt: 4,
  /** A signature that only the person's device can make. */
  proved: -9,
  proofMissing: 3,
  changedLately: 7,
  /** The slope by which the sum of evidence becomes a score of 0 to 100. */
  slope: 2.5,
} as const;

/** From this score on a level begins. */
export const LEVEL_FROM = { medium: 25, high: 50, critical: 75 } as const;
