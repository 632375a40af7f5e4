import { afterAll, describe, expect, inject, test } from 'vitest';
import { startProductionServer } from '@/scripts/production-server';
import { actionsOf, routesOf } from '../fixtures/built-app';
import { isOpen } from './addresses';
import { aTarget } from './attacker';
import { bareBuild } from './bare-build';
import { expectActionClosed, expectPageClosed } from './closed';

const { variables } = inject('served');
const server = await startProductionServer({ ...variables, NEXT_DIST_DIR: bareBuild() });
const target = await aTarget(server.url);

afterAll(() => server.stop());

test('there is no middleware', async () => {
  const { headers } = await target.send(target.stranger, { path: '/sign-in' });
  expect(headers['content-security-policy']).not.toContain('nonce');
  expect(headers['set-cookie']).toBeUndefined();
});

describe('without it, a stranger is kept out of', () => {
  const closed = routesOf(process.cwd()).filter(({ path }) => !isOpen(path));
  test.each(closed)('$path', ({ path }) => expectPageClosed(target, path));
  test.each(actionsOf(process.cwd()))('$name', (action) => expectActionClosed(target, action));
});
