import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';

const tones = { invited: 'info', active: 'fine', suspended: 'look', closed: 'neutral' } as const;

export type PersonStatus = keyof typeof tones;

/** Whether a person may come in. */
export function StatusBadge({ status }: { status: PersonStatus }) {
  const t = useTranslations('admin.status');
  return <Badge tone={tones[status]}>{t(status)}</Badge>;
}
