import { clock } from '../base/clock';
import { repeat } from '../notice/repeat';
import { Deliverer } from '../trust/webhook/drain';
import { findTenantById } from './find-tenant';

const EVERY_MS = 500;

/** Delivers events to webhooks until it is stopped; `stop` waits for the calls under way, which take seconds at most. */
export function startDelivering(): { stop(): Promise<void> } {
  const deliverer = new Deliverer({ tenantOf: findTenantById });
  const beginning = repeat('events could not be delivered', EVERY_MS, () => deliverer.begin(clock.now()));
  return {
    stop: async () => {
      await beginning.stop();
      await deliverer.end();
    },
  };
}
