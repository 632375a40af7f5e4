import { useTranslations } from 'next-intl';
import { Badge, type BadgeProps } from '@/components/ui/badge';
import type { OwnDispute } from '@/lib/wallet/dispute/own';

const tones: Record<OwnDispute['state'], NonNullable<BadgeProps['tone']>> = {
  open: 'look',
  upheld: 'fine',
  dismissed: 'neutral',
  expired: 'stop',
  withdrawn: 'neutral',
};

/** How far a dispute has come. */
export function DisputeBadge({ state }: { state: OwnDispute['state'] }) {
  const t = useTranslations('rules.dispute.state');
  return <Badge tone={tones[state]}>{t(state)}</Badge>;
}
