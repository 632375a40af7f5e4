import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import type { ListedFraud } from '@/lib/wallet/fraud/review/queries';

const OUTCOMES = { allow: 'neutral', step_up: 'info', hold: 'look', refuse: 'stop' } as const;
const VERDICTS = { honest: 'fine', fraud: 'stop' } as const;

/** What was done about a deed before people looked at it. */
export function FraudOutcomeBadge({ outcome }: Pick<ListedFraud, 'outcome'>) {
  const t = useTranslations('fraud.outcomes');
  return <Badge tone={OUTCOMES[outcome]}>{t(outcome)}</Badge>;
}

/** What people said that a deed was. */
export function VerdictBadge({ verdict }: { verdict: NonNullable<ListedFraud['verdict']> }) {
  const t = useTranslations('fraud.verdicts');
  return <Badge tone={VERDICTS[verdict]}>{t(verdict)}</Badge>;
}
