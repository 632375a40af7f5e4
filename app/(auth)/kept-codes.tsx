'use client';

import { useTranslations } from 'next-intl';
import { Alert } from '@/components/ui/alert';
import { CopyButton } from '@/components/ui/copy-button';
import { Check, Copy } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';

type Props = { said: string; codes: readonly string[]; back: string };

/** Recovery codes, to be printed, written down or kept in a manager of passwords. */
export function CodeList({ codes }: Pick<Props, 'codes'>) {
  const t = useTranslations('ui');
  return (
    <div className="flex items-start gap-2 rounded-lg bg-sunken p-4">
      <ul className="grid flex-1 grid-cols-1 gap-1.5 font-mono sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <CopyButton value={codes.join('\n')} what={t('recoveryCodes')} icon={<Copy />} doneIcon={<Check />} />
    </div>
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
