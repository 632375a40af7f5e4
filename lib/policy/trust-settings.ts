import { z } from 'zod';
import { contactSettings } from './contact-settings';

/** What a tenant sets about trust. */
export const trustSettings = z.object({
  contacts: contactSettings,
});
