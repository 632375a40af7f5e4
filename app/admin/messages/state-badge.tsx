import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import type { ListedMessage } from '@/lib/tenant/list-messages';

const tones = {
  waiting: 'info',
  sent: 'fine',
  failed: 'stop',
  unclear: 'look',
  withheld: 'neutral',
} as const;

/** What became of a message. */
export function StateBadge({ state }: Pick<ListedMessage, 'state'>) {
  const t = useTranslations('admin.messages.states');
  return <Badge tone={tones[state]}>{t(state)}</Badge>;
}
