import type { ReactNode } from 'react';

export interface ProgressProps {
  label: ReactNode;
  /** Done so far; absent while the whole is still unknown. */
  value?: number;
  max: number;
  /** The count in words: "41 200 of 100 000 lines". */
  detail?: ReactNode;
}

/** How far long work has come, always with its count in words. */
export function Progress({ label, value, max, detail }: ProgressProps) {
  return (
    <label className="block">
      <span className="mb-1.5 flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium text-small">{label}</span>
        {detail ? <span className="text-ink-soft text-small">{detail}</span> : null}
      </span>
      <progress value={value} max={max} className="block h-1.5 w-full rounded-sm" />
    </label>
  );
}
