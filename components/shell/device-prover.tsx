'use client';

import { useEffect } from 'react';

/** Half of the shortest time after which a session has to show its key again. */
const EVERY_MS = 60_000;

type Shown = 'proved' | 'missing' | 'none';

/** Shows this browser's key to the server. Gives what it was to the session, or undefined where there is none. */
export async function showKey(): Promise<Shown | undefined> {
  const answer = await fetch('/api/device', { method: 'POST' });
  return answer.ok ? ((await answer.json()) as { device: Shown }).device : undefined;
}

/** Shows the key of this browser now and then, while somebody has the page in sight: the session is still where it was. */
export function DeviceProver() {
  useEffect(() => {
    const showing = setInterval(() => void show(), EVERY_MS);
    async function show() {
      if (document.visibilityState !== 'visible') return;
      // A signal that is lost for a while is no reason to stop; a session that is over or bound to no key is.
      const shown = await showKey().catch(() => 'lost');
      if (shown === undefined || shown === 'none') clearInterval(showing);
    }
    const seen = () => void show();
    document.addEventListener('visibilitychange', seen);
    return () => {
      clearInterval(showing);
      document.removeEventListener('visibilitychange', seen);
    };
  }, []);
  return null;
}
