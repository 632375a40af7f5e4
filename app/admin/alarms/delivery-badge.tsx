import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import type { ShownDelivery } from '@/lib/tenant/webhook/queries';

const tones = { waiting: 'info', sent: 'fine', failed: 'stop' } as const;

/** What became of an event on its way to a webhook. */
export function DeliveryBadge({ state }: Pick<ShownDelivery, 'state'>) {
  const t = useTranslations('alarm.webhooks.state');
  return <Badge tone={tones[state]}>{t(state)}</Badge>;
}
