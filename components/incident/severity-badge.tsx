import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import type { IncidentSeverity } from '@/lib/policy/response-settings';

const TONES = { notice: 'info', warning: 'look', critical: 'stop' } as const;

/** How bad it looks, in a word. */
export function SeverityBadge({ severity }: { severity: IncidentSeverity }) {
  const t = useTranslations('incident.severity');
  return <Badge tone={TONES[severity]}>{t(severity)}</Badge>;
}
