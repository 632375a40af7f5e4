import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';

const TONES = { allow: 'fine', 'step-up': 'look', hold: 'look', refuse: 'stop' } as const;

/** What the door, or a policy, answers. */
export function AnswerBadge({ answer }: { answer: keyof typeof TONES }) {
  const t = useTranslations('policies.answer');
  return <Badge tone={TONES[answer]}>{t(answer)}</Badge>;
}
