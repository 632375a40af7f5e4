import { type Env, env } from '../base/env';
import { once } from '../base/once';
import type { ChannelSettings } from '../policy/channel-settings';
import { africasTalkingChannel } from './africas-talking';
import { type Channel, type Channels, NotSent } from './channel';
import { handset } from './handset';
import { resendChannel } from './resend';
import { smtpChannel } from './smtp';
import type { Way } from './topic';
import { twilioChannel } from './twilio';
import { vonageChannel } from './vonage';
import { whatsappChannel } from './whatsapp';

/** What this installation sends through. Demo and test have their own handsets and reach nobody outside. */
export function channels(): Channels {
  return once('channels', () => channelsOf(env()));
}

/** Takes the environment and gives its channels; one that is not set up refuses each letter with the reason. */
export function channelsOf(settings: Env): Channels {
  if (settings.NGAO_MODE !== 'production') return () => handset;
  const services = servicesOf(settings);
  return (way, chosen) => {
    const wanted = chosen[way];
    if (wanted) return services[way].get(wanted) ?? missing(way, wanted);
    const [first] = services[way].values();
    return first ?? missing(way);
  };
}

/** Whether a tenant's messages of a way would leave this installation at all. */
export const isSetUp = (chosen: ChannelSettings, way: Way, through: Channels = channels()): boolean =>
  through(way, chosen).provider !== NONE;

/** The services of each way that are set up, the one that is taken by default first. */
function servicesOf(settings: Env): Record<Way, Map<string, Channel>> {
  const made = (...services: (Channel | undefined)[]) =>
    new Map(services.filter((one) => one !== undefined).map((one) => [one.provider, one]));
  return {
    email: made(smtpOf(settings), resendOf(settings)),
    sms: made(twilioOf(settings), vonageOf(settings), africasTalkingOf(settings)),
    whatsapp: made(whatsappOf(settings)),
  };
}

const smtpOf = ({ SMTP_URL, MAIL_FROM }: Env) => (SMTP_URL ? smtpChannel(SMTP_URL, MAIL_FROM) : undefined);

const resendOf = ({ RESEND_API_KEY, RESEND_BASE_URL, MAIL_FROM }: Env) =>
  RESEND_API_KEY ? resendChannel(RESEND_API_KEY, RESEND_BASE_URL, MAIL_FROM) : undefined;

function twilioOf(settings: Env): Channel | undefined {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_BASE_URL: baseUrl } = settings;
  const { TWILIO_FROM: from, TWILIO_MESSAGING_SERVICE_SID: messagingServiceSid } = settings;
  const sender = messagingServiceSid ? { messagingServiceSid } : from ? { from } : undefined;
  return accountSid && authToken && sender
    ? twilioChannel({ accountSid, authToken, baseUrl, sender })
    : undefined;
}

function vonageOf(settings: Env): Channel | undefined {
  const { VONAGE_API_KEY: apiKey, VONAGE_API_SECRET: apiSecret, VONAGE_FROM: from } = settings;
  return apiKey && apiSecret && from
    ? vonageChannel({ apiKey, apiSecret, from, baseUrl: settings.VONAGE_BASE_URL })
    : undefined;
}

function africasTalkingOf(settings: Env): Channel | undefined {
  const { AFRICAS_TALKING_USERNAME: username, AFRICAS_TALKING_API_KEY: apiKey } = settings;
  const { AFRICAS_TALKING_FROM: from, AFRICAS_TALKING_BASE_URL: baseUrl } = settings;
  return username && apiKey ? africasTalkingChannel({ username, apiKey, from, baseUrl }) : undefined;
}

function whatsappOf(settings: Env): Channel | undefined {
  const { WHATSAPP_TOKEN: token, WHATSAPP_PHONE_NUMBER_ID: phoneNumberId } = settings;
  if (!token || !phoneNumberId) return undefined;
  return whatsappChannel({
    ...{ token, phoneNumberId },
    version: settings.WHATSAPP_VERSION,
    baseUrl: settings.WHATSAPP_BASE_URL,
    codeTemplate: settings.WHATSAPP_CODE_TEMPLATE,
    noticeTemplate: settings.WHATSAPP_NOTICE_TEMPLATE,
  });
}

const NONE = 'none';

const REASONS: Record<Way, string> = {
  email: 'No e-mail is set up: give SMTP_URL or RESEND_API_KEY.',
  sms: 'No SMS gateway is set up.',
  whatsapp: 'No WhatsApp sender is set up.',
};

function missing(way: Way, wanted?: string): Channel {
  const reason = wanted === undefined ? REASONS[way] : wanted === 'off' ? OFF : `"${wanted}" is not set up.`;
  return {
    provider: NONE,
    knowsRepeats: true,
    send: async () => {
      throw new NotSent(reason, 'unconfigured');
    },
  };
}

const OFF = 'WhatsApp is switched off here.';
