import { CircleCheck, CircleX, Info, TriangleAlert } from 'lucide-react';
import type { ComponentType } from 'react';

/** How something stands. Each tone has its own sign, so that nobody needs to tell colours apart. */
export type Tone = 'fine' | 'look' | 'stop' | 'info';

const signs: Record<Tone, ComponentType<{ className?: string; 'aria-hidden'?: 'true' }>> = {
  fine: CircleCheck,
  look: TriangleAlert,
  stop: CircleX,
  info: Info,
};

/** The sign of a tone, in the colour of the text around it. */
export function ToneSign({ tone, className = 'size-4' }: { tone: Tone; className?: string }) {
  const Sign = signs[tone];
  return <Sign aria-hidden="true" className={`shrink-0 ${className}`} />;
}
