'use client';

import { useEffect } from 'react';
import { showKey } from './device-prover';

/** Leads back whoever is in the browser of their session after all, and so needs no other proof. */
export function DeviceReturn({ back }: { back: string }) {
  useEffect(() => {
    void showKey()
      .then((shown) => {
        if (shown === 'proved' || shown === 'none') location.replace(back);
      })
      // Without a signal the page stays as it is, and asks for the second factor.
      .catch(() => undefined);
  }, [back]);
  return null;
}
