import type { ReactNode } from 'react';
import { type Tone, ToneSign } from './tone';

const tones = {
  neutral: 'border-line bg-sunken text-ink-soft',
  info: 'border-transparent bg-accent-soft text-accent-ink',
  fine: 'border-fine-line bg-fine-soft text-fine',
  look: 'border-look-line bg-look-soft text-look',
  stop: 'border-stop-line bg-stop-soft text-stop',
};

export interface BadgeProps {
  tone?: Tone | 'neutral';
  /** Replaces the tone's own sign. `null` shows none: the word alone has to carry it then. */
  icon?: ReactNode;
  children: ReactNode;
}

/** A state in a word. */
export function Badge({ tone = 'neutral', icon, children }: BadgeProps) {
  const sign = icon === undefined && tone !== 'neutral' ? <ToneSign tone={tone} className="size-3" /> : icon;
  return (
    <span
      className={`inline-flex max-w-full items-center gap-1 whitespace-nowrap rounded-sm border px-1.5 py-0.5 font-medium text-caption ${tones[tone]}`}
    >
      {sign}
      <span className="truncate">{children}</span>
    </span>
  );
}
