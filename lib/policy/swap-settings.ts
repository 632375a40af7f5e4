import { z } from 'zod';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../base/clock';

const lasts = (usual: number, least: number, most: number) =>
  z.number().int().min(least).max(most).default(usual);
const count = (usual: number, most: number) => z.number().int().min(1).max(most).default(usual);

/**
 * What a tenant may set about moving a number to another card. None of it can be set below what protects a holder.
 * Sources: 47 CFR 64.2010(h), NIST SP 800-63B-4, CAMARA SimSwap, Ghana's Act 987 s. 34(3), CBN 2026.
 */
export const swapSettings = z.object({
  /** How long the customer has to prove themselves, and staff to look or to decide, before a case ends by itself. */
  provingMs: lasts(DAY_MS, HOUR_MS, 7 * DAY_MS),
  reviewMs: lasts(3 * DAY_MS, HOUR_MS, 14 * DAY_MS),
  /** The wait before it takes effect where the old card did not confirm, and where something speaks against it. */
  coolingMs: lasts(DAY_MS, DAY_MS, 14 * DAY_MS),
  riskyCoolingMs: lasts(3 * DAY_MS, 3 * DAY_MS, 14 * DAY_MS),
  /** A credential, an address or the lock that changed so lately makes the wait the long one. */
  recentChangeMs: lasts(3 * DAY_MS, 3 * DAY_MS, 30 * DAY_MS),
  recentSwapMs: lasts(30 * DAY_MS, 30 * DAY_MS, 365 * DAY_MS),
  /** So many failed proofs in a case refuse the number for a time; so many in some days leave it to the counter. */
  failuresUntilRefused: count(3, 3),
  refusedForMs: lasts(DAY_MS, DAY_MS, 30 * DAY_MS),
  failuresUntilCounter: count(5, 10),
  failuresCountMs: lasts(7 * DAY_MS, 7 * DAY_MS, 30 * DAY_MS),
  /** How long a lock that its holder takes off still holds. */
  unlockMs: lasts(DAY_MS, DAY_MS, 14 * DAY_MS),
  /** After a swap: no money goes out, then a transfer has a ceiling in minor units. */
  moneyFrozenMs: lasts(2 * DAY_MS, 2 * DAY_MS, 14 * DAY_MS),
  moneyCappedMs: lasts(DAY_MS, DAY_MS, 14 * DAY_MS),
  cappedMinor: z.number().int().min(0).default(20_000),
  /** After a swap: what is sent to the number proves nothing, and nobody may rely on the number. */
  messagesOffMs: lasts(3 * DAY_MS, 3 * DAY_MS, 30 * DAY_MS),
  attestationOffMs: lasts(10 * DAY_MS, 10 * DAY_MS, 30 * DAY_MS),
  /** For how long after a swap it can be said that it was a fraud, so that the number goes back to the card before. */
  remedyMs: lasts(30 * DAY_MS, DAY_MS, 365 * DAY_MS),
  /** Which of the tenant's own keys signs evidence; raised, it is a new one, and the older ones still check. */
  evidenceKey: count(1, 1_000),
  /** More than so many requests of one agent, or so many disputes with at least this share, suspend them. */
  agentPerHour: count(5, 50),
  agentPerDay: count(20, 200),
  agentDisputes: count(3, 20),
  agentDisputedShare: z.number().min(0.001).max(0.2).default(0.02),
  /** A number held for a shorter time than this counts as new. */
  tenureMs: lasts(90 * DAY_MS, 0, 365 * DAY_MS),
  dormantMs: lasts(90 * DAY_MS, 30 * DAY_MS, 365 * DAY_MS),
  /** How long a report of a telephone without network holds things back by itself. */
  outageMs: lasts(2 * HOUR_MS, 30 * MINUTE_MS, DAY_MS),
});
export type SwapSettings = z.infer<typeof swapSettings>;
