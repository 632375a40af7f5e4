/** A sign-in that somebody tries, with what the network and the browser say of it. Every word may be empty, none is believed. */
export type Attempt = {
  personId: string;
  /** Milliseconds since 1970. */
  at: number;
  ip: string;
  asn: string;
  country: string;
  region: string;
  city: string;
  userAgent: string;
  /** Name and version in one, as `Chrome Mobile 138.0.0`. */
  browser: string;
  os: string;
  deviceType: string;
};

/**
 * What is known beside the columns. `proved`: the browser signed with the key of a device that the person used before.
 * `missing`: no such signature, though the person has such a device. Nothing, where nobody asked for one.
 */
export type Proofs = {
  device?: 'proved' | 'missing';
  /** The person's SIM, or what they sign in with, changed a short time ago. */
  changedLately?: boolean;
};
