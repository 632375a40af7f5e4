import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SelectField } from '@/components/form/choice-field';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { RoleNames } from '@/components/person/role-name';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { show } from '@/lib/entry/page';
import { LOCALES, showProfile } from '@/lib/person/profile';
import { updateProfileAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('profile'))('title') };
}

type Props = { searchParams: Promise<{ said?: string | string[] }> };

/** A person's own name and language, and what is known of them here. */
export default async function ProfilePage({ searchParams }: Props) {
  const profile = await show(showProfile);
  const [{ said }, t] = [await searchParams, await getTranslations('profile')];
  const none = <span className="text-ink-soft">{t('none')}</span>;
  const address = (text: string | null, isConfirmed: boolean) =>
    text ? (
      <>
        <span className="break-all">{text}</span>{' '}
        <span className="text-ink-soft text-small">({isConfirmed ? t('confirmed') : t('unconfirmed')})</span>
      </>
    ) : (
      none
    );
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="max-w-2xl space-y-5">
        {said === 'saved' ? (
          <Alert tone="fine" role="status">
            {t('saved')}
          </Alert>
        ) : null}
        <Card>
          <CommandForm
            key={`${profile.name} ${profile.locale}`}
            action={updateProfileAction}
            label={t('title')}
          >
            <TextField
              name="name"
              label={t('name')}
              defaultValue={profile.name}
              autoComplete="name"
              maxLength={120}
            />
            <SelectField
              name="locale"
              label={t('language')}
              optional
              choose={t('asTenant')}
              defaultValue={profile.locale ?? undefined}
              options={LOCALES.map((value) => ({ value, label: t(`languages.${value}`) }))}
            />
            <SubmitButton>{t('submit')}</SubmitButton>
          </CommandForm>
        </Card>
        <Card title={t('about')}>
          <DescriptionList
            facts={[
              { term: t('email'), detail: address(profile.email, profile.emailVerified) },
              { term: t('mobile'), detail: address(profile.mobile, profile.mobileVerified) },
              { term: t('roles'), detail: <RoleNames roles={profile.roles} none={t('none')} /> },
              profile.unit ? { term: t('unit'), detail: profile.unit } : null,
              { term: t('since'), detail: <Time value={profile.createdAt} shape="exact" /> },
            ]}
          />
        </Card>
      </div>
    </>
  );
}
