import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientWords } from '@/components/ui/client-words';
import { ownFactors } from '@/lib/auth/own-security';
import { ownPath } from '@/lib/entry/own-path';
import { show } from '@/lib/entry/page';
import { AuthFrame } from '../frame';
import { beginTotpAction, confirmTotpAction } from './actions';
import { AuthenticatorForm } from './form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.authenticator'))('title') };
}

type Props = { searchParams: Promise<{ callbackUrl?: string }> };

/** Sets up an authenticator app: the code to scan, a first code of it, and the recovery codes. */
export default async function AuthenticatorPage({ searchParams }: Props) {
  const back = ownPath((await searchParams).callbackUrl);
  const { factors } = await show(ownFactors);
  const t = await getTranslations('auth.authenticator');
  const [first] = factors;
  return (
    <AuthFrame
      title={t('title')}
      description={first ? t('enrolled', { date: first.confirmedAt }) : t('description')}
    >
      <ClientWords namespaces={['auth']}>
        <AuthenticatorForm
          begin={beginTotpAction}
          confirm={confirmTotpAction}
          enrolled={factors.length > 0}
          back={back}
        />
      </ClientWords>
    </AuthFrame>
  );
}
