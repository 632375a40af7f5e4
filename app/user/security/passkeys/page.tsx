import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { ClientWords } from '@/components/ui/client-words';
import { PageHeader } from '@/components/ui/page-header';
import { ownPasskeys } from '@/lib/auth/passkey/own-passkeys';
import { ownPath } from '@/lib/entry/own-path';
import { show } from '@/lib/entry/page';
import { currentTenant } from '@/lib/entry/request-facts';
import { beginPasskeyAction, enrolPasskeyAction } from './actions';
import { AddPasskey } from './form';
import { PasskeyRow } from './passkey-row';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('passkey'))('title') };
}

type Props = { searchParams: Promise<{ callbackUrl?: string; said?: string }> };

/** A person's own passkeys: adding, naming and removing them. */
export default async function PasskeysPage({ searchParams }: Props) {
  const { passkeys } = await show(ownPasskeys);
  const { callbackUrl, said } = await searchParams;
  const t = await getTranslations('passkey');
  const { deviceBound } = (await currentTenant()).settings.signIn.passkey;
  const sentence = said === 'renamed' ? t('renamed') : said === 'removed' ? t('removed') : undefined;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        back={{ href: '/user/security', label: t('security') }}
      />
      <div className="max-w-2xl space-y-5">
        {sentence ? (
          <Alert tone="fine" role="status">
            {sentence}
          </Alert>
        ) : null}
        {passkeys.length > 0 ? (
          <Card title={t('yours')}>
            <ul className="divide-y divide-line">
              {passkeys.map((passkey) => (
                <PasskeyRow key={passkey.id} {...passkey} />
              ))}
            </ul>
          </Card>
        ) : null}
        <Card
          title={passkeys.length > 0 ? t('addAnother') : t('addFirst')}
          description={deviceBound ? t('addBoundHint') : t('addHint')}
        >
          <ClientWords namespaces={['auth', 'passkey']}>
            <AddPasskey
              key={said}
              begin={beginPasskeyAction}
              enrol={enrolPasskeyAction}
              back={callbackUrl ? ownPath(callbackUrl) : '/user/security/passkeys'}
            />
          </ClientWords>
        </Card>
      </div>
    </>
  );
}
