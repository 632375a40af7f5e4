import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';

/** Where a level begins, the highest first; 500 is what one honest deed in a thousand reaches. */
const LEVELS = [
  ['extreme', 990, 'stop'],
  ['high', 800, 'stop'],
  ['unusual', 500, 'look'],
  ['usual', 0, 'neutral'],
] as const;

const FILLS = { stop: 'fill-stop', look: 'fill-look', neutral: 'fill-line-strong' } as const;
const WIDE = 48;

/** A score of 0 to 1000 as a number, a meter and a word. */
export function ScoreMeter({ score }: { score: number }) {
  const t = useTranslations('fraud.level');
  const [level, , tone] = LEVELS.find(([, from]) => score >= from) ?? LEVELS[3];
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <span className="inline-flex items-center gap-2 whitespace-nowrap tabular-nums">
        <svg aria-hidden="true" viewBox={`0 0 ${WIDE} 6`} className="h-1.5 w-12">
          <rect width={WIDE} height="6" rx="2" className="fill-sunken" />
          <rect width={(score * WIDE) / 1000} height="6" rx="2" className={FILLS[tone]} />
        </svg>
        {score}
      </span>
      <Badge tone={tone}>{t(level)}</Badge>
    </span>
  );
}
