import type { ChannelSettings } from '../policy/channel-settings';
import type { Way } from './topic';

/** A message in its reader's words, on its way. `id` is the same at every attempt: channels that can tell a repeat do. */
export type Letter = {
  id: string;
  tenantId: string;
  channel: Way;
  address: string;
  subject: string;
  body: string;
  /** The language of the words. */
  language: string;
  /** The code that it carries, for channels that have a form of their own for codes. */
  code: string | null;
  at: Date;
};

/** What a service calls the letter that it took; null where it does not say. */
export type Sent = { providerId: string | null };

/** One service that letters go through. */
export type Channel = {
  provider: string;
  /** Whether a letter that is handed over twice under its id arrives once. One that does not is handed over once. */
  knowsRepeats: boolean;
  /** Hands a letter over, or throws `NotSent`. */
  send(letter: Letter): Promise<Sent>;
};

/** Gives the service that a tenant's letters of a way go through. */
export type Channels = (way: Way, chosen: ChannelSettings) => Channel;

/**
 * Why a letter was not sent, and what hope there is: `later` counts an attempt and tries again, `never` gives up,
 * `unconfigured` waits without counting, until somebody sets the channel up. `unclear` means that it may have been sent.
 */
export type Hope = 'later' | 'never' | 'unconfigured' | 'unclear';

export class NotSent extends Error {
  /** How long the service asks to be left alone. */
  readonly retryAfterMs: number | undefined;

  constructor(
    reason: string,
    readonly hope: Hope,
    { retryAfterMs, ...options }: ErrorOptions & { retryAfterMs?: number } = {},
  ) {
    super(reason, options);
    this.retryAfterMs = retryAfterMs;
  }
}
