import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import type { DocumentState } from '@/lib/person/kyc/kyc';

const TONES = {
  lacking: 'look',
  waiting: 'info',
  verified: 'fine',
  refused: 'stop',
  expired: 'stop',
} as const satisfies Record<DocumentState, string>;

/** How a document stands, in a word. */
export function DocumentBadge({ state }: { state: DocumentState }) {
  const t = useTranslations('kyc.state');
  return <Badge tone={TONES[state]}>{t(state)}</Badge>;
}
