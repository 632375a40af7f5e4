import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';

type State = 'created' | 'pending_customer' | 'pending_approval' | 'posted' | 'rejected' | 'expired';

const TONES = {
  created: 'look',
  pending_customer: 'look',
  pending_approval: 'look',
  posted: 'fine',
  rejected: 'stop',
  expired: 'stop',
} as const;

/** Where a payment that waits, or waited, stands. */
export function PendingBadge({ state }: { state: State }) {
  const t = useTranslations('pending.state');
  return <Badge tone={TONES[state]}>{t(state)}</Badge>;
}
