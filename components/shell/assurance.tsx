import { useTranslations } from 'next-intl';
import { ShieldCheck, ShieldHalf } from '@/components/ui/icons';
import { Time } from '@/components/ui/time';

const known = [
  'password',
  'totp',
  'passkey',
  'device-passkey',
  'otp',
  'link',
  'recovery',
  'activation',
] as const;

export interface AssuranceProps {
  methods: readonly string[];
  /** When the last of them was shown. */
  provedAt: Date | string | null;
}

/** How sure we are who this is, in words: "password + authenticator, 3 min ago". */
export function Assurance({ methods, provedAt }: AssuranceProps) {
  const t = useTranslations('shell.assurance');
  const strong = methods.length > 1 || methods.some((method) => method.endsWith('passkey'));
  const Sign = strong ? ShieldCheck : ShieldHalf;
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5 text-caption text-ink-soft" title={t('label')}>
      <Sign className={`size-3.5 shrink-0 ${strong ? 'text-fine' : ''}`} />
      <span className="truncate">
        {methods.length > 0
          ? methods.map((method) => t(known.find((name) => name === method) ?? 'other')).join(' + ')
          : t('none')}
        {provedAt ? (
          <>
            , <Time value={provedAt} />
          </>
        ) : null}
      </span>
    </span>
  );
}
