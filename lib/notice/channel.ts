/** A message in its reader's words, on its way. `id` is the same at every attempt: channels that can tell a repeat do. */
export type Letter = {
  id: string;
  tenantId: string;
  channel: 'sms' | 'email' | 'whatsapp';
  address: string;
  subject: string;
  body: string;
  at: Date;
};

/** Hands a letter over, or throws `NotSent`. */
export type Channel = (letter: Letter) => Promise<void>;

export type Channels = Record<Letter['channel'], Channel>;

/**
 * Why a letter was not sent, and what hope there is: `later` counts an attempt and tries again, `never` gives up,
 * `unconfigured` waits without counting, until somebody sets the channel up.
 */
export class NotSent extends Error {
  constructor(
    reason: string,
    readonly hope: 'later' | 'never' | 'unconfigured',
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}
