import { expect, test } from 'vitest';
import { type Env, env } from '../base/env';
import type { ChannelSettings } from '../policy/channel-settings';
import { channelsOf, isSetUp } from './channels';
import type { Way } from './topic';

const TWILIO = { TWILIO_ACCOUNT_SID: 'AC01', TWILIO_AUTH_TOKEN: 'token', TWILIO_FROM: 'MTN' };
const VONAGE = { VONAGE_API_KEY: 'key', VONAGE_API_SECRET: 'secret', VONAGE_FROM: 'MTN' };
const AFRICAS = { AFRICAS_TALKING_USERNAME: 'mtn', AFRICAS_TALKING_API_KEY: 'key' };
const WHATSAPP = { WHATSAPP_TOKEN: 'EAAG', WHATSAPP_PHONE_NUMBER_ID: '1060' };
const SMTP = { SMTP_URL: 'smtps://mail.example.com' };
const RESEND = { RESEND_API_KEY: 're_key' };

const through = (over: Partial<Env>) => channelsOf({ ...env(), NGAO_MODE: 'production', ...over });

test.each<[Partial<Env>, Way, ChannelSettings, string]>([
  [{ ...VONAGE, ...TWILIO }, 'sms', {}, 'twilio'],
  [{ ...VONAGE, ...AFRICAS }, 'sms', {}, 'vonage'],
  [AFRICAS, 'sms', {}, 'africas-talking'],
  [{ ...TWILIO, ...VONAGE, ...AFRICAS }, 'sms', { sms: 'africas-talking' }, 'africas-talking'],
  [TWILIO, 'sms', { sms: 'vonage' }, 'none'],
  [{}, 'sms', {}, 'none'],
  [{ ...RESEND, ...SMTP }, 'email', {}, 'smtp'],
  [{ ...RESEND, ...SMTP }, 'email', { email: 'resend' }, 'resend'],
  [RESEND, 'email', {}, 'resend'],
  [WHATSAPP, 'whatsapp', {}, 'cloud'],
  [WHATSAPP, 'whatsapp', { whatsapp: 'off' }, 'none'],
  [{}, 'whatsapp', { whatsapp: 'cloud' }, 'none'],
])('with %j a tenant’s %s goes, by its choice %j, through %s', (over, way, chosen, provider) => {
  const channels = through(over);
  expect(channels(way, chosen).provider).toBe(provider);
  expect(isSetUp(chosen, way, channels)).toBe(provider !== 'none');
});

test('the demo and tests reach nobody outside, whatever is set up and chosen', () => {
  const channels = channelsOf({ ...env(), ...TWILIO });
  expect(channels('sms', { sms: 'twilio' }).provider).toBe('handset');
});
