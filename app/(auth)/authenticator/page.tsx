import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Alert } from '@/components/ui/alert';
import { ClientWords } from '@/components/ui/client-words';
import { Disclosure } from '@/components/ui/disclosure';
import { ownFactors } from '@/lib/auth/own-security';
import { ownPath } from '@/lib/entry/own-path';
import { show } from '@/lib/entry/page';
import { AuthFrame } from '../frame';
import { beginTotpAction, confirmTotpAction, removeTotpAction } from './actions';
import { AuthenticatorForm } from './form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.authenticator'))('title') };
}

type Props = { searchParams: Promise<{ callbackUrl?: string; said?: string }> };

/** Sets up an authenticator app: the code to scan, a first code of it, and the recovery codes. Those there are can go. */
export default async function AuthenticatorPage({ searchParams }: Props) {
  const { callbackUrl, said } = await searchParams;
  const back = callbackUrl ? ownPath(callbackUrl) : '/user/security';
  const factors = (await show(ownFactors)).factors.filter(({ kind }) => kind === 'totp');
  const t = await getTranslations('auth.authenticator');
  const [first] = factors;
  return (
    <AuthFrame
      title={t('title')}
      description={first ? t('enrolled', { date: first.confirmedAt }) : t('description')}
      aside={<Link href={back}>{t('back')}</Link>}
    >
      {said === 'removed' ? (
        <Alert tone="fine" role="status" className="mb-4">
          {t('removed')}
        </Alert>
      ) : null}
      <ClientWords namespaces={['auth']}>
        <AuthenticatorForm
          begin={beginTotpAction}
          confirm={confirmTotpAction}
          enrolled={factors.length > 0}
          back={back}
        />
      </ClientWords>
      {factors.length > 0 ? (
        <div className="mt-4">
          <Disclosure title={t('remove')}>
            <p>{t('removeHint')}</p>
            {factors.map(({ id, confirmedAt }) => (
              <CommandForm key={id} action={removeTotpAction} className="mt-4 space-y-3">
                <input type="hidden" name="factorId" value={id} />
                <p className="text-ink">{t('enrolled', { date: confirmedAt })}</p>
                <SubmitButton variant="danger" wide>
                  {t('remove')}
                </SubmitButton>
              </CommandForm>
            ))}
          </Disclosure>
        </div>
      ) : null}
    </AuthFrame>
  );
}
