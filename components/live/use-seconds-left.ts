'use client';

import { useEffect, useState } from 'react';

/** The seconds that are left until a moment, counted down; `seconds` is how many were left when the server wrote the page. */
export function useSecondsLeft(until: string, seconds: number): number {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const look = () => setLeft(Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / 1_000)));
    look();
    const timer = setInterval(look, 1_000);
    return () => clearInterval(timer);
  }, [until]);
  return left;
}
