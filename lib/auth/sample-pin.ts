import type { SampleGround } from '../command/command';
import { hashPin, storePin } from './pin';

const PIN = '27182';

/** Sets a PIN of a person, for the samples of commands. Gives it. */
export async function samplePin({ tx, tenant, now }: SampleGround, personId: string): Promise<string> {
  await storePin(tx, tenant.id, personId, await hashPin(tenant.id, personId, PIN), now);
  return PIN;
}
