import { z } from 'zod';
import { isLocalTime } from '../../base/zoned-time';

/** The schema of a calendar day, as `2026-06-15`. */
export const dayText = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .refine(isLocalTime, 'The calendar has no such day.');
