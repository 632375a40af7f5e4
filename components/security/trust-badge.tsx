import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import type { TrustLevel } from '@/lib/policy/trust-level';

const TONE = { untrusted: 'stop', low: 'look', medium: 'neutral', high: 'fine', verified: 'fine' } as const;

/** How far a session is trusted, in a word or two. */
export function TrustBadge({ level }: { level: TrustLevel }) {
  const t = useTranslations('trust.level');
  return <Badge tone={TONE[level]}>{t(level)}</Badge>;
}
