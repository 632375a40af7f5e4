import { expect } from 'vitest';
import { replyWith, withoutScript } from '@/testing/action-forms';
import type { Answer } from '@/testing/raw-http';
import { fill, type ServerAction } from '../fixtures/built-app';
import { formsOf } from './addresses';
import type { Target } from './attacker';
import { expectClear, verdictOf } from './verdict';

const SOME_ID = '0198f3a0-0000-7000-8000-000000000000';

/** The address of a page that an action can be called at. */
export const pageOf = ({ pages: [page = '/'] }: ServerAction): string => fill(page, SOME_ID);

const told = (asked: unknown, { status, body }: Answer): string =>
  `${JSON.stringify(asked)} was answered with ${status}: ${body.slice(0, 1_000)}`;

/** Holds a page to refusing a stranger in every form in which Next would give it away. */
export async function expectPageClosed({ stranger, canary, send }: Target, path: string): Promise<void> {
  for (const asked of formsOf(path)) {
    const answer = await send(stranger, asked);
    expectClear(answer, asked);
    expect(answer.body).not.toContain(canary);
    // Where it is the sign-in page that was asked for, its being shown is right.
    if (asked.path !== '/sign-in') expect(verdictOf(answer), told(asked, answer)).not.toBe('served');
  }
}

/** Holds an action to refusing a stranger, with a script or without, at its own page and at any other. */
export async function expectActionClosed(
  { stranger, canary, send }: Target,
  action: ServerAction,
): Promise<void> {
  for (const path of [pageOf(action), '/sign-in', '/nowhere']) {
    for (const asked of [replyWith(action.id, { name: 'a' }), withoutScript(action.id, { name: 'a' })]) {
      const answer = await send(stranger, { path, ...asked });
      expectClear(answer, [path, asked.headers]);
      expect(answer.body).not.toContain(canary);
      expect(verdictOf(answer), told([path, asked.headers], answer)).not.toBe('served');
    }
  }
}
