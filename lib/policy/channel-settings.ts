import { z } from 'zod';

/**
 * Which of the services that the installation has set up a tenant sends through. Unset: the first that is set up.
 * Only the installation's operator holds their secrets.
 */
export const channelSettings = z.object({
  email: z.enum(['smtp', 'resend']).optional(),
  sms: z.enum(['twilio', 'vonage', 'africas-talking']).optional(),
  whatsapp: z.enum(['cloud', 'off']).optional(),
});
export type ChannelSettings = z.infer<typeof channelSettings>;
