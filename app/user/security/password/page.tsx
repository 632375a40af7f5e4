import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { NewPasswordField } from '@/components/form/new-password-field';
import { PasswordField } from '@/components/form/password-field';
import { SubmitButton } from '@/components/form/submit-button';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { shortestFor } from '@/lib/auth/password-rules';
import { currentActor } from '@/lib/entry/current-actor';
import { needsFreshProof, sendAway } from '@/lib/entry/page';
import { changePasswordAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('codes.change'))('title') };
}

/** Changes one's own password. Who has a second factor is asked for it before they type a new one. */
export default async function ChangePasswordPage() {
  const actor = await currentActor();
  if (actor.kind !== 'person') return sendAway('/sign-in');
  const { principal, tenant } = actor;
  const hasPassword = principal.methods.includes('password');
  const asksCurrent = !principal.mfaEnabled && hasPassword;
  if (principal.mfaEnabled && (await needsFreshProof())) return sendAway('/step-up');
  const t = await getTranslations('codes.change');
  const minLength = shortestFor(tenant, { roles: principal.roles, hasFactor: principal.mfaEnabled });
  const done = (
    <Alert tone="fine" action={<LinkButton href="/user/security">{t('back')}</LinkButton>}>
      {t('done')}
    </Alert>
  );
  return (
    <>
      <PageHeader title={t('title')} back={{ href: '/user/security', label: t('back') }} />
      <Card title={hasPassword ? t('new') : t('first')} description={t('description')}>
        <div className="max-w-md">
          <CommandForm action={changePasswordAction} label={t('title')} done={done}>
            <input
              type="text"
              name="$username"
              value={principal.email ?? principal.mobile ?? ''}
              autoComplete="username"
              readOnly
              hidden
            />
            {asksCurrent ? (
              <PasswordField name="currentPassword" label={t('current')} autoComplete="current-password" />
            ) : null}
            <NewPasswordField
              name="password"
              label={t('password')}
              hint={t('passwordHint', { count: minLength })}
              minLength={minLength}
            />
            <SubmitButton>{t('submit')}</SubmitButton>
          </CommandForm>
        </div>
      </Card>
    </>
  );
}
