import { type Env, env } from '../base/env';
import { once } from '../base/once';
import type { ChannelSettings } from '../policy/channel-settings';
import { type Channel, type Channels, NotSent } from './channel';
import { handset } from './handset';
import { resendChannel } from './resend';
import { smtpChannel } from './smtp';
import type { Way } from './topic';

/** What this installation sends through. Demo and test have their own handsets and reach nobody outside. */
export function channels(): Channels {
  return once('channels', () => channelsOf(env()));
}

/** Takes the environment and gives its channels; one that is not set up refuses each letter with the reason. */
export function channelsOf(settings: Env): Channels {
  if (settings.NGAO_MODE !== 'production') return { sms: handset, email: handset, whatsapp: handset };
  return {
    sms: missing('No SMS gateway is set up.'),
    whatsapp: missing('No WhatsApp sender is set up.'),
    email: emailChannel(settings),
  };
}

function emailChannel({ RESEND_API_KEY, RESEND_BASE_URL, SMTP_URL, MAIL_FROM }: Env): Channel {
  if (SMTP_URL) return smtpChannel(SMTP_URL, MAIL_FROM);
  if (RESEND_API_KEY) return resendChannel(RESEND_API_KEY, RESEND_BASE_URL, MAIL_FROM);
  return missing('No e-mail is set up: give SMTP_URL or RESEND_API_KEY.');
}

const missing =
  (reason: string): Channel =>
  async () => {
    throw new NotSent(reason, 'unconfigured');
  };

/** Whether a tenant's messages of a way would leave this installation at all. */
export function isSetUp(_chosen: ChannelSettings, way: Way): boolean {
  const { NGAO_MODE, SMTP_URL, RESEND_API_KEY } = env();
  if (NGAO_MODE !== 'production') return true;
  return way === 'email' && Boolean(SMTP_URL ?? RESEND_API_KEY);
}
