import { bigint, integer, pgTable, varchar } from 'drizzle-orm/pg-core';

const shape = () => ({
  key: varchar('key', { length: 255 }).primaryKey(),
  points: integer('points').notNull().default(0),
  expire: bigint('expire', { mode: 'number' }),
});

/** Requests in a window. UNLOGGED by a migration: losing it in a crash loses no evidence. */
export const rateLimits = pgTable('rate_limits', shape());
/** Failed proofs. Logged: a crash must not give a guesser a new start. */
export const proofLimits = pgTable('proof_limits', shape());
