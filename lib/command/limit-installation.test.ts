import { expect, test } from 'vitest';
import { z } from 'zod';
import { aTenant } from '@/testing/ground';
import { command } from './command';
import { perform } from './perform';

process.env.LIMIT_INSTALLATION_PER_SECOND = '1';

const deed = command({
  name: 'unit.create',
  proof: 'none',
  perMinute: 1_000,
  input: z.strictObject({}),
  output: z.strictObject({}),
  run: async () => ({ output: {}, evidence: {} }),
  sample: async () => ({}),
});

test('the installation as a whole has a budget in a second, whoever asks and in whichever tenant', async () => {
  const grounds = await Promise.all([aTenant(), aTenant()]);
  const asked = Array.from({ length: 100 }, (_, at) => grounds[at % 2]?.stranger());
  const ends = await Promise.allSettled(asked.map(async (who) => who && perform(deed, who, {})));
  const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
  // A slow machine may take several seconds for a hundred, and be given one in each.
  expect(refused.length).toBeGreaterThan(0);
  for (const refusal of refused)
    expect(refusal).toMatchObject({ code: 'too_many_requests', status: 429, retryAfterSeconds: 1 });
});
