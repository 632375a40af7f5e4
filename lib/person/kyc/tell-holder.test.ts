import { afterEach, beforeEach, expect, test } from 'vitest';
import { after, MINUTE_MS } from '@/lib/base/clock';
import { env } from '@/lib/base/env';
import { ask } from '@/lib/command/ask';
import { perform } from '@/lib/command/perform';
import { wordsOf } from '@/lib/notice/words';
import { aTenant, later, NOON } from '@/testing/ground';
import { REGISTRY_KEY, says, startRegistry } from '@/testing/identity-registry';
import { aDocument, addBoth } from '@/testing/pictures';
import { postedTo } from '@/testing/posted';
import { askRegistry } from './ask-registry';
import { showDocument } from './queries';
import { refuseDocument, verifyDocument } from './verify';

let registry: Awaited<ReturnType<typeof startRegistry>>;

beforeEach(async () => {
  registry = await startRegistry();
  Object.assign(env(), { NATIONAL_ID_URL: `${registry.url}/verify`, NATIONAL_ID_KEY: REGISTRY_KEY });
});
afterEach(async () => {
  Object.assign(env(), { NATIONAL_ID_URL: undefined, NATIONAL_ID_KEY: undefined });
  await registry.close();
});

async function aScene() {
  const ground = await aTenant();
  const [agent, supervisor] = [await ground.person(['agent']), await ground.person(['supervisor'])];
  const one = await aDocument(ground, agent);
  const told = async () =>
    (await postedTo(ground.tenant, one.holder.principal.email ?? ''))
      .filter(({ template }) => template.startsWith('document'))
      .reverse();
  return { ground, agent, supervisor, ...one, told };
}

test('the holder is told that their document counts, and that it was refused, with no more of it than its end', async () => {
  const { agent, supervisor, documentId, number, told } = await aScene();
  await addBoth(agent, documentId);
  expect(await told()).toEqual([]);
  const { looked } = await ask(showDocument, supervisor, { documentId });
  await perform(verifyDocument, supervisor, { documentId, looked });
  const reason = 'The face is somebody else’s';
  await perform(refuseDocument, supervisor, { documentId, looked, reason });
  const messages = await told();
  expect(messages.map(({ template }) => template)).toEqual(['documentVerified', 'documentRefused']);
  const masked = `•••••••••••••${number.slice(-3)}`;
  for (const { values } of messages) {
    expect(values.number).toBe(masked);
    expect(JSON.stringify(values)).not.toContain(number);
    expect(JSON.stringify(values)).not.toContain(reason);
  }
  expect(messages[0]?.values.secureLink).toMatch(/\/secure\?token=/);
  for (const locale of ['en', 'fr'])
    for (const { template, values } of messages)
      expect(wordsOf(template, locale, values)?.body).toContain(masked);
});

test('the holder is told what the registry says once, and not again while it says the same', async () => {
  const { agent, documentId, told } = await aScene();
  for (const [minute, verdict] of ['unknown', 'verified', 'verified', 'refused', 'refused'].entries()) {
    registry.next(says(verdict));
    await perform(askRegistry, later(agent, after(NOON, minute * MINUTE_MS)), { documentId });
  }
  expect((await told()).map(({ template }) => template)).toEqual(['documentVerified', 'documentRefused']);
});
