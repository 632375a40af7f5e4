import { MINUTE_MS } from '../base/clock';
import type { SampleGround } from '../command/command';
import { issueLink } from './link';

type Sent = Pick<Parameters<typeof issueLink>[3], 'purpose' | 'address' | 'asked' | 'aboutId'> & {
  personId: string;
};

/** Sends a person a link by e-mail, for the samples of commands. Gives its token. */
export async function sampleLink({ tx, tenant, now }: SampleGround, sent: Sent): Promise<string> {
  const link = await issueLink(tx, tenant, now, { ...sent, channel: 'email', livesMs: MINUTE_MS });
  return link?.token ?? '';
}
