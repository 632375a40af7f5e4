import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { NewPasswordField } from '@/components/form/new-password-field';
import { SubmitButton } from '@/components/form/submit-button';
import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/link-button';
import { ownFactors } from '@/lib/auth/own-security';
import { shortestFor } from '@/lib/auth/password-rules';
import { ownHolds } from '@/lib/auth/recovery/lift-holds';
import { currentActor } from '@/lib/entry/current-actor';
import { needsFreshProof, sendAway, show } from '@/lib/entry/page';
import { FactorBoxes } from '../factor-boxes';
import { AuthFrame } from '../frame';
import { namedFactors } from '../named-factors';
import { signOutAction } from '../sign-out/actions';
import { renewCredentialsAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('recovery.renew'))('title') };
}

/** All that a secured account shows to whoever signs in: a new password, and which second factors are lost. */
export default async function NewCredentialsPage() {
  const { held, hasFactor, wantsRecoveryCode } = await show(ownHolds);
  if (!held.includes('credentials')) redirect('/');
  const t = await getTranslations('recovery.renew');
  const signOut = (
    <CommandForm action={signOutAction}>
      <SubmitButton variant="ghost">{t('signOut')}</SubmitButton>
    </CommandForm>
  );
  if (!hasFactor)
    return (
      <AuthFrame title={t('title')} aside={signOut}>
        <Alert tone="look" title={t('noFactor')}>
          {t('noFactorText')}
        </Alert>
        <LinkButton href="/recover" variant="primary" wide className="mt-4">
          {t('recover')}
        </LinkButton>
      </AuthFrame>
    );
  if (wantsRecoveryCode) return sendAway('/step-up?want=recovery-code');
  const stale = await needsFreshProof('fresh-after-loss');
  if (stale) return sendAway(stale);
  const { factors } = await show(ownFactors);
  const actor = await currentActor();
  if (actor.kind !== 'person') return sendAway('/sign-in');
  const { principal, session, tenant } = actor;
  const lostAll = session.provedBy === 'recovery';
  const minLength = shortestFor(tenant, { roles: principal.roles, hasFactor: principal.mfaEnabled });
  return (
    <AuthFrame title={t('title')} description={t('description')} aside={signOut}>
      <CommandForm action={renewCredentialsAction} label={t('title')}>
        <NewPasswordField
          name="password"
          label={t('password')}
          hint={t('passwordHint', { count: minLength })}
          minLength={minLength}
        />
        {factors.length > 0 ? (
          <FactorBoxes
            legend={t('lost')}
            hint={t(lostAll ? 'lostAllHint' : 'lostHint')}
            factors={await namedFactors(factors)}
            allTicked={lostAll}
          />
        ) : null}
        <SubmitButton wide>{t('submit')}</SubmitButton>
      </CommandForm>
    </AuthFrame>
  );
}
