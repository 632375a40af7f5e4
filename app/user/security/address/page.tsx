import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { CodeField } from '@/components/form/number-fields';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { PageHeader } from '@/components/ui/page-header';
import { type Msisdn, spellMsisdn } from '@/lib/base/msisdn';
import { show } from '@/lib/entry/page';
import { ownAddresses } from '@/lib/person/address/own-addresses';
import { changeAddressAction, confirmAddressAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('recovery.address'))('title') };
}

type Props = { searchParams: Promise<{ said?: string }> };

/** One's own e-mail and number, and the way to replace them: a code to the new one, and a word to the old one. */
export default async function AddressPage({ searchParams }: Props) {
  const { said } = await searchParams;
  const { email, mobile, emailConfirmed, mobileConfirmed, awaits } = await show(ownAddresses);
  const t = await getTranslations('recovery.address');
  const stated = (address: string | null, isConfirmed: boolean) =>
    !address || isConfirmed ? (
      (address ?? t('none'))
    ) : (
      <>
        {address} <span className="block text-ink-soft text-small">{t('unconfirmed')}</span>
      </>
    );
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        back={{ href: '/user/security', label: t('back') }}
      />
      <div className="space-y-5">
        {said === 'changed' ? (
          <Alert tone="fine" role="status">
            {t('changed')}
          </Alert>
        ) : null}
        <Card title={t('now')}>
          <DescriptionList
            facts={[
              { term: t('email'), detail: stated(email, emailConfirmed) },
              { term: t('mobile'), detail: stated(mobile && spellMsisdn(mobile as Msisdn), mobileConfirmed) },
            ]}
          />
        </Card>
        {awaits ? (
          <Card title={t('enter')} description={t('enterText', { address: awaits })}>
            <CommandForm action={confirmAddressAction} label={t('enter')} className="max-w-md space-y-4">
              <input type="hidden" name="address" value={awaits} />
              <CodeField name="code" label={t('code')} />
              <SubmitButton>{t('confirm')}</SubmitButton>
            </CommandForm>
          </Card>
        ) : null}
        <Card title={t('change')} description={t('changeText')}>
          <CommandForm action={changeAddressAction} label={t('change')} className="max-w-md space-y-4">
            <TextField name="address" label={t('new')} maxLength={254} autoComplete="off" />
            <SubmitButton variant={awaits ? 'secondary' : 'primary'}>{t('send')}</SubmitButton>
          </CommandForm>
        </Card>
      </div>
    </>
  );
}
