import { CircleCheck, CircleX, Info, TriangleAlert } from './icons';

/** How something stands. Each tone has its own sign, so that nobody needs to tell colours apart. */
export type Tone = 'fine' | 'look' | 'stop' | 'info';

const signs = { fine: CircleCheck, look: TriangleAlert, stop: CircleX, info: Info };

/** The sign of a tone, in the colour of the text around it. */
export function ToneSign({ tone, className }: { tone: Tone; className?: string }) {
  const Sign = signs[tone];
  return <Sign className={className} />;
}
