import { Alert } from '@/components/ui/alert';
import { useAskedWords } from '@/components/wallet/asked-payment';
import { PENDING_TONES } from '@/components/wallet/pending-badge';
import type { OwnPending } from '@/lib/wallet/pending/own';

/** Who wants what of one's wallet, or how it ended. */
export function AskedHeading({ one }: { one: OwnPending }) {
  const { title, text } = useAskedWords(one);
  return (
    <Alert tone={PENDING_TONES[one.state]} role="status" title={title}>
      {text}
    </Alert>
  );
}
