import { useTranslations } from 'next-intl';
import { Money } from '@/components/ui/money';
import { FlowTable } from './flow-table';

export interface FlowDay {
  key: string;
  /** The day in words. */
  label: string;
  /** Minor units. */
  in: bigint;
  out: bigint;
}

export interface FlowBarsProps {
  /** What flows, and over which time. */
  label: string;
  currency: string;
  days: FlowDay[];
  /** What flows each way, where that is more than in and out. */
  words?: FlowWords;
}

export interface FlowWords {
  in: string;
  out: string;
}

const half = 50;
const slot = 10;

/** A part of the most as a length; rounding is fine for a picture, and never done to a sum. */
export function lengthOf(part: bigint, most: bigint): number {
  return most === 0n ? 0 : Number((part * 1_000n * BigInt(half)) / most) / 1_000;
}

/** Money in above the line and out below it, day by day, with the same as a table for those who read it. */
export function FlowBars({ label, currency, days, words }: FlowBarsProps) {
  const t = useTranslations('ui.flow');
  const ways = words ?? { in: t('in'), out: t('out') };
  const most = days.flatMap((day) => [day.in, day.out]).reduce((top, part) => (part > top ? part : top), 0n);
  const sum = (way: 'in' | 'out') => days.reduce((total, day) => total + day[way], 0n);
  return (
    <figure>
      <figcaption className="mb-3 flex flex-wrap gap-x-6 gap-y-1 text-small">
        <Way word={ways.in} dot="bg-accent" total={sum('in')} currency={currency} />
        <Way word={ways.out} dot="bg-line-strong" total={sum('out')} currency={currency} />
      </figcaption>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${days.length * slot} ${half * 2}`}
        preserveAspectRatio="none"
        className="block h-40 w-full"
      >
        {days.map((day, place) => (
          <Bars
            key={day.key}
            label={day.label}
            x={place * slot}
            up={lengthOf(day.in, most)}
            down={lengthOf(day.out, most)}
          />
        ))}
        <line
          x1="0"
          x2={days.length * slot}
          y1={half}
          y2={half}
          vectorEffect="non-scaling-stroke"
          className="stroke-line"
        />
      </svg>
      <div aria-hidden="true" className="mt-1.5 flex justify-between text-caption text-ink-soft">
        <span>{days[0]?.label}</span>
        <span>{days.at(-1)?.label}</span>
      </div>
      <FlowTable currency={currency} days={days} words={ways} />
    </figure>
  );
}

function Bars({ label, x, up, down }: { label: string; x: number; up: number; down: number }) {
  return (
    <g className="group">
      <title>{label}</title>
      <rect x={x} y="0" width={slot} height={half * 2} className="fill-transparent group-hover:fill-sunken" />
      <rect x={x + 2} y={half - up} width={slot - 4} height={up} className="fill-accent" />
      <rect x={x + 2} y={half} width={slot - 4} height={down} className="fill-line-strong" />
    </g>
  );
}

function Way({ word, dot, total, currency }: { word: string; dot: string; total: bigint; currency: string }) {
  return (
    <span className="inline-flex items-center gap-2">
      <span aria-hidden="true" className={`size-2.5 rounded-sm ${dot}`} />
      <span className="text-ink-soft">{word}</span>
      <Money amount={total} currency={currency} className="font-semibold" />
    </span>
  );
}
