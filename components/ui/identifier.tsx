import { CopyButton } from './copy-button';
import { Check, Copy } from './icons';

export interface IdentifierProps {
  /** What is copied. */
  value: string;
  /** What it is: "ICCID", "event". */
  what: string;
  /** How it is shown, where that differs: grouped, or shortened. */
  shown?: string;
  copy?: boolean;
}

/** Digits in fours, as they are printed on a SIM card. */
export function inFours(digits: string): string {
  return digits.replace(/(\S{4})(?=\S)/g, '$1 ');
}

/** Something that machines made and people compare: in the mono cut, to be copied with one press. */
export function Identifier({ value, what, shown, copy = true }: IdentifierProps) {
  return (
    <span className="inline-flex max-w-full items-center gap-0.5">
      <span className="min-w-0 break-all font-mono text-[0.94em]">{shown ?? value}</span>
      {copy ? <CopyButton value={value} what={what} icon={<Copy />} doneIcon={<Check />} /> : null}
    </span>
  );
}
