import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';

/** Which ways of an account are frozen; one that is free has no badge. */
export function FrozenBadge({ frozen }: { frozen: 'none' | 'debit' | 'credit' | 'both' }) {
  const t = useTranslations('rules.account.state');
  return frozen === 'none' ? null : <Badge tone="stop">{t(frozen)}</Badge>;
}
