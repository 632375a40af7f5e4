import { z } from 'zod';

const MOST_CONTACTS = 10;

/** Who is told of security incidents beside the owners: e-mail addresses, each once. */
export const contactSettings = z
  .array(z.email().max(254).toLowerCase())
  .max(MOST_CONTACTS)
  .transform((addresses) => [...new Set(addresses)])
  .default([]);
