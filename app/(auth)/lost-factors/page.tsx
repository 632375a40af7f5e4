import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/link-button';
import { ownFactors } from '@/lib/auth/own-security';
import { FEW_CODES } from '@/lib/auth/second-factor';
import { currentActor } from '@/lib/entry/current-actor';
import { ownPath } from '@/lib/entry/own-path';
import { show } from '@/lib/entry/page';
import { leadingBack } from '@/lib/entry/proof-page';
import { FactorBoxes } from '../factor-boxes';
import { AuthFrame } from '../frame';
import { namedFactors } from '../named-factors';
import { dropFactorsAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('recovery.lost'))('title') };
}

type Props = { searchParams: Promise<{ callbackUrl?: string; said?: string }> };

/** Where a sign-in by recovery code leads: a new second factor in place of the lost ones, before anything is forgotten. */
export default async function LostFactorsPage({ searchParams }: Props) {
  const { callbackUrl, said } = await searchParams;
  const { factors, recoveryCodesLeft } = await show(ownFactors);
  const actor = await currentActor();
  if (actor.kind === 'person' && actor.principal.secured) redirect('/new-credentials');
  const t = await getTranslations('recovery.lost');
  const back = ownPath(callbackUrl);
  const self = leadingBack('/lost-factors', back);
  return (
    <AuthFrame title={t('title')} description={t('description')}>
      <div className="space-y-5">
        {said === 'dropped' ? (
          <Alert tone="fine" role="status">
            {t('dropped')}
          </Alert>
        ) : null}
        <Alert tone={recoveryCodesLeft < FEW_CODES ? 'look' : 'info'}>
          {t('left', { count: recoveryCodesLeft })}
        </Alert>
        <LinkButton
          href={leadingBack('/authenticator', self)}
          variant={factors.length === 0 ? 'primary' : 'secondary'}
          wide
        >
          {t('enrol')}
        </LinkButton>
        <LinkButton href={leadingBack('/user/security/passkeys', self)} variant="secondary" wide>
          {t('addPasskey')}
        </LinkButton>
        {factors.length > 0 ? (
          <CommandForm action={dropFactorsAction} label={t('drop')}>
            <FactorBoxes legend={t('drop')} hint={t('dropHint')} factors={await namedFactors(factors)} />
            <SubmitButton variant="danger" wide>
              {t('doDrop')}
            </SubmitButton>
          </CommandForm>
        ) : null}
        <LinkButton href={back} variant="ghost" wide>
          {t('goOn')}
        </LinkButton>
      </div>
    </AuthFrame>
  );
}
