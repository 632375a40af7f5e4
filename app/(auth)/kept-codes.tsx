'use client';

import { useTranslations } from 'next-intl';
import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/link-button';

type Props = { said: string; codes: readonly string[]; back: string };

/** Recovery codes, to be printed or written down. */
export function CodeList({ codes }: Pick<Props, 'codes'>) {
  return (
    <ul className="grid grid-cols-1 gap-1.5 rounded-lg bg-sunken p-4 font-mono sm:grid-cols-2">
      {codes.map((code) => (
        <li key={code}>{code}</li>
      ))}
    </ul>
  );
}

/** What the first second factor of somebody brings: the codes for its loss, shown this once. */
export function KeptCodes({ said, codes, back }: Props) {
  const t = useTranslations('auth.authenticator');
  return (
    <div className="space-y-4">
      <Alert tone="fine" role="status">
        {said}
      </Alert>
      {codes.length > 0 ? (
        <>
          <h2 className="font-semibold">{t('keep')}</h2>
          <p className="text-ink-soft">{t('keepHint')}</p>
          <CodeList codes={codes} />
        </>
      ) : null}
      <LinkButton href={back} variant="primary" wide>
        {codes.length > 0 ? t('goOn') : t('goOnPlain')}
      </LinkButton>
    </div>
  );
}
