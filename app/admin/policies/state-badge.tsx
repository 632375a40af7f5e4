import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import type { PolicyState } from '@/lib/tenant/policies/policy';

const TONES = { draft: 'neutral', shadow: 'info', live: 'fine', off: 'neutral' } as const;

/** What a policy does at present, in a word. */
export function PolicyBadge({ state }: { state: PolicyState }) {
  const t = useTranslations('policies.state');
  return <Badge tone={TONES[state]}>{t(state)}</Badge>;
}
