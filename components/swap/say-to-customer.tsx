import { useTranslations } from 'next-intl';
import { KeyRound, Mail, Smartphone } from '@/components/ui/icons';
import type { SwapFile } from '@/lib/sim/swap/view';

type Props = { one: SwapFile; places: { code: string; host: string } };

/** What the agent says to the customer now, in the words to say it in: the quickest way first. */
export function SayToCustomer({ one, places: { code, host } }: Props) {
  const t = useTranslations('swap.next');
  const open = new Set(one.wanted.flat());
  const answers = one.proofs.some(({ way, state }) => way === 'old-sim' && state === 'open');
  const factor = open.has('passkey') || open.has('totp');
  const channel = open.has('old-sim-code') ? 'toOldSim' : open.has('email-code') ? 'toEmail' : undefined;
  return (
    <ul className="space-y-2">
      {answers ? <Line icon={<Smartphone className="size-4.5" />}>{t('sayUssd', { code })}</Line> : null}
      {factor ? <Line icon={<KeyRound className="size-4.5" />}>{t('sayPortal', { host })}</Line> : null}
      {channel ? <Line icon={<Mail className="size-4.5" />}>{t('sayCode', { to: t(channel) })}</Line> : null}
      {!answers && !factor && !channel ? <li>{t('sayDocument')}</li> : null}
    </ul>
  );
}

function Line({ icon, children }: { icon: React.ReactNode; children: React.ReactNode }) {
  return (
    <li className="flex items-start gap-2.5 rounded-md bg-sunken px-3 py-2.5">
      <span className="mt-0.5 text-accent-ink">{icon}</span>
      <span className="min-w-0">{children}</span>
    </li>
  );
}
