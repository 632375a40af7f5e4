import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { TrustBadge } from '@/components/security/trust-badge';
import { ShieldCheck, ShieldHalf } from '@/components/ui/icons';
import { Time } from '@/components/ui/time';
import type { TrustLevel } from '@/lib/policy/trust-level';

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
  /** How far the session is trusted: leads to why. */
  trust: TrustLevel;
}

/** How sure we are who this is, in words: "password + authenticator, 3 min ago". */
export function Assurance({ methods, provedAt, trust }: AssuranceProps) {
  const [t, words] = [useTranslations('shell.assurance'), useTranslations('trust')];
  const level = words(`level.${trust}`);
  const strong = methods.length > 1 || methods.some((method) => method.endsWith('passkey'));
  const Sign = strong ? ShieldCheck : ShieldHalf;
  return (
    <span
      className="inline-flex min-w-0 max-w-full items-center gap-1.5 text-caption text-ink-soft"
      title={t('label')}
    >
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
      <Link
        href="/user/security/status"
        prefetch={false}
        aria-label={words('badge', { level })}
        className="shrink-0 rounded-sm hover:underline"
      >
        <TrustBadge level={trust} />
      </Link>
    </span>
  );
}
