export interface SparklineProps {
  values: number[];
  /** What the line says, in words. */
  label: string;
  className?: string;
}

const width = 100;
const height = 28;

/** The points of a line that fills its box; a flat one runs along the middle, and nothing at all along the ground. */
export function linePoints(values: number[]): string {
  const low = Math.min(...values);
  const span = Math.max(...values) - low;
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  const ground = height - 2;
  const flat = low === 0 ? ground : height / 2;
  const heightOf = (value: number) => (span === 0 ? flat : ground - ((value - low) / span) * (height - 4));
  return values.map((value, place) => `${(place * step).toFixed(1)},${heightOf(value).toFixed(1)}`).join(' ');
}

/** The shape of a number over time, without axes: the number beside it is the fact. */
export function Sparkline({ values, label, className = 'h-7 w-full' }: SparklineProps) {
  if (values.length < 2) return null;
  const points = linePoints(values);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className={`block overflow-visible ${className}`}
    >
      <polygon points={`0,${height} ${points} ${width},${height}`} className="fill-accent-soft" />
      <polyline
        points={points}
        fill="none"
        strokeWidth="1.5"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
        className="stroke-accent-ink"
      />
    </svg>
  );
}
