import { z } from 'zod';
import { Refusal } from '../base/refusal';
import { WAYS, type Way } from '../notice/topic';
import type { Method } from '../policy/assurance';
import type { SignInSettings } from '../policy/sign-in-settings';
import type { Tenant } from '../policy/tenant';
import type { Name } from './find-account';

export const messageChannel = z.enum(WAYS, { error: 'Choose how we reach you.' });

/** The channels that reach a telephone. */
export const phoneChannel = z.enum(['sms', 'whatsapp'], { error: 'Choose how we reach you.' });

/** What a code shows that came on a channel. */
export const METHOD_OF = {
  email: 'email-code',
  sms: 'sms-code',
  whatsapp: 'whatsapp-code',
} as const satisfies Record<Way, Method>;

/** The way to sign in that a code on a channel is, as the settings name it. */
export const WAY_OF = { email: 'emailCode', sms: 'smsCode', whatsapp: 'whatsappCode' } as const;

/** The channels on which a tenant sends codes to sign in with. */
export const codeChannels = ({ settings }: Tenant): Way[] =>
  WAYS.filter((channel) => settings.signIn.ways[WAY_OF[channel]]);

/** The channel that reaches a name itself, e-mail for an address and a telephone for a number; another where the tenant has none. */
export function channelThatFits(tenant: Tenant, name: Name): Way {
  const [channels, isAddress] = [codeChannels(tenant), 'email' in name];
  return channels.find((channel) => (channel === 'email') === isAddress) ?? channels[0] ?? 'email';
}

/** Throws where a tenant has switched a way off. */
export function assertWay({ settings }: Tenant, way: keyof SignInSettings['ways']): void {
  if (!settings.signIn.ways[way]) throw wayIsOff();
}

const wayIsOff = () =>
  new Refusal('way_is_off', 'This way to sign in is switched off here. Choose another one.', { status: 403 });
