import { useTranslations } from 'next-intl';
import { Badge } from '../ui/badge';

const TONES = {
  pending_approval: 'look',
  posted: 'fine',
  rejected: 'stop',
  withdrawn: 'neutral',
  expired: 'neutral',
} as const;

/** Where a proposal about money stands, in a word. */
export function ProposalBadge({ state }: { state: keyof typeof TONES }) {
  const t = useTranslations('proposal.state');
  return <Badge tone={TONES[state]}>{t(state)}</Badge>;
}
