'use client';

import { useEffect } from 'react';
import { deviceKey } from './device-key';
import { learnTime, signDeeds } from './device-proof';
import { letPressesGo } from './early-press';

// Before anything on the page can be pressed: a deed that is sent unsigned is led to a proof of its person.
if (typeof window !== 'undefined') signDeeds();

/** Signs the deeds of every page with the key of this browser. Without script, nothing is signed and nothing breaks. */
export function DeviceSigner({ servedAt }: { servedAt: number }) {
  useEffect(() => {
    learnTime(servedAt);
    void deviceKey();
    // After this commit, when every form of the page has its script.
    const soon = setTimeout(letPressesGo);
    return () => clearTimeout(soon);
  }, [servedAt]);
  return null;
}
