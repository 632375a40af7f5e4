import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { SelectField } from '@/components/form/choice-field';
import { CommandForm, IdempotencyKey } from '@/components/form/command-form';
import { IccidField, MsisdnField } from '@/components/form/number-fields';
import { ScanButton } from '@/components/form/scan-button';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { newIdempotencyKey } from '@/lib/entry/idempotency-key';
import { show } from '@/lib/entry/page';
import { ownRegistrations } from '@/lib/sim/own-numbers';
import { locales } from '@/messages/locales';
import { scanWords } from '../scan-words';
import { registerSimAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('sim.register'))('title') };
}

type Props = { searchParams: Promise<{ iccid?: string; msisdn?: string }> };

/** One page at the counter: the card, then the document in the customer's hand. */
export default async function RegisterPage({ searchParams }: Props) {
  // The form is for those who may register: the same proof is asked for before anything is typed.
  await show(ownRegistrations);
  const { iccid, msisdn } = await searchParams;
  const [t, locale] = [await getTranslations('sim.register'), await getLocale()];
  const pick = await getTranslations('stock.pick');
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <CommandForm action={registerSimAction} label={t('title')} className="max-w-2xl space-y-5">
        <IdempotencyKey name="key" value={newIdempotencyKey()} />
        <Card
          title={t('card')}
          actions={
            <LinkButton size="sm" href="/agent/register/stock">
              {pick('link')}
            </LinkButton>
          }
        >
          <div className="grid gap-4 sm:grid-cols-2">
            <IccidField
              name="iccid"
              label={t('iccid')}
              hint={t('iccidHint')}
              defaultValue={iccid}
              after={<ScanButton field="iccid" words={await scanWords()} />}
            />
            <MsisdnField name="msisdn" label={t('msisdn')} autoComplete="off" defaultValue={msisdn} />
          </div>
        </Card>
        <Card title={t('customer')}>
          <div className="grid gap-4 sm:grid-cols-2">
            <SelectField
              name="documentKind"
              label={t('documentKind')}
              options={[
                { value: 'national_id', label: t('nationalId') },
                { value: 'passport', label: t('passport') },
              ]}
            />
            <TextField name="documentNumber" label={t('documentNumber')} autoComplete="off" maxLength={31} />
            <TextField
              name="givenNames"
              label={t('givenNames')}
              hint={t('asPrinted')}
              autoComplete="off"
              maxLength={80}
            />
            <TextField
              name="familyName"
              label={t('familyName')}
              hint={t('asPrinted')}
              autoComplete="off"
              maxLength={80}
            />
            <TextField name="birthDate" label={t('birthDate')} type="date" autoComplete="off" />
            <TextField
              name="expiresOn"
              label={t('expiresOn')}
              hint={t('expiresHint')}
              type="date"
              autoComplete="off"
              optional
            />
            <TextField
              name="email"
              label={t('email')}
              type="email"
              autoComplete="off"
              maxLength={254}
              optional
            />
            <SelectField
              name="language"
              label={t('language')}
              defaultValue={locale}
              options={Object.entries(locales).map(([value, label]) => ({ value, label }))}
            />
          </div>
        </Card>
        <SubmitButton>{t('submit')}</SubmitButton>
      </CommandForm>
    </>
  );
}
