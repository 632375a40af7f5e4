import { z } from 'zod';
import { responseSettings } from './response-settings';

/** What a tenant sets about trust. */
export const trustSettings = z.object({
  responses: responseSettings.prefault({}),
});
