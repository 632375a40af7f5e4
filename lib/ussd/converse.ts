import { type Input, landed, type Outcome, type State, step, type Talk, type Wish } from './menu';

export const BEGINNING: State = { at: 'main' };

/**
 * Takes where a call stood and the inputs of its whole text, and goes through those that are new, one after the other:
 * somebody who knows the way dials it in one go. What comes after the end is nobody's.
 */
export async function converse(
  from: State,
  all: readonly string[],
  taken: number,
  grant: (wish: Wish) => Promise<Outcome>,
): Promise<Talk> {
  let talk: Talk = { state: from };
  for (let place = taken; place < all.length && 'state' in talk; place += 1) {
    const input: Input = { text: all[place] ?? '', place, all };
    const next = step(talk.state, input);
    talk = 'wish' in next ? landed(next.wish, next.state, await grant(next.wish)) : next;
  }
  return talk;
}
