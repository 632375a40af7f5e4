import { Alert } from '@/components/ui/alert';
import { useAskedWords } from '@/components/wallet/asked-payment';
import type { OwnPending } from '@/lib/wallet/pending/own';

const TONES = {
  created: 'look',
  pending_customer: 'look',
  pending_approval: 'look',
  posted: 'fine',
  rejected: 'stop',
  expired: 'stop',
} as const;

/** Who wants what of one's wallet, or how it ended. */
export function AskedHeading({ one }: { one: OwnPending }) {
  const { title, text } = useAskedWords(one);
  return (
    <Alert tone={TONES[one.state]} role="status" title={title}>
      {text}
    </Alert>
  );
}
