import { z } from 'zod';

/** The schema of an idempotency key: made when a form is drawn, or by a caller of the API for each deed. */
export const keyText = z.string().min(8).max(64);
