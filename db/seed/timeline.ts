type Happening = { when: Date; play: (when: Date) => Promise<void> };

/** What is to happen, played in the order of time; a happening may bring about others that are later than itself. */
export type Timeline = {
  at(when: Date, play: (when: Date) => Promise<void>): void;
  /** Plays everything up to a moment; what is later never happens. */
  run(until: Date): Promise<void>;
};

export function newTimeline(): Timeline {
  // The latest stands first, so that the next is taken off the end.
  const coming: Happening[] = [];
  return {
    at: (when, play) => {
      coming.splice(placeOf(coming, when), 0, { when, play });
    },
    async run(until) {
      for (let next = coming.pop(); next && next.when <= until; next = coming.pop())
        await next.play(next.when);
    },
  };
}

/** The first place whose happening is not later: what is added at a moment comes after what stands there already. */
function placeOf(coming: readonly Happening[], when: Date): number {
  let low = 0;
  let high = coming.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = coming[middle];
    if (there && there.when > when) low = middle + 1;
    else high = middle;
  }
  return low;
}
