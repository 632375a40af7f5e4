import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { ownSecurity } from '@/lib/auth/security-center';
import { show } from '@/lib/entry/page';
import { ownOutage } from '@/lib/person/outage/own';
import { ownIdentities } from '@/lib/person/own-identities';
import { renewRecoveryCodesAction } from './actions';
import { DevicesCard } from './devices-card';
import { FactorsCard } from './factors-card';
import { RecoveryCodesForm } from './form';
import { IdentitiesCard } from './identities-card';
import { NumberCard } from './number/card';
import { ContactsCard } from './number/contacts-card';
import { PinCard } from './pin/card';
import { QuestionsCard } from './pin/questions';
import { ProtectionCard } from './protection/card';
import { SafetyCard } from './safety-card';
import { SessionsCard } from './sessions-card';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('security'))('title') };
}

const SAID = ['ended', 'others-ended', 'forgotten', 'opened', 'reported'] as const;
const SAID_OF_DEVICES = ['renamed', 'trusted', 'distrusted', 'revoked', 'readmitted'] as const;

type Props = { searchParams: Promise<{ said?: string | string[] }> };

/** The Security Center: whether one is safe, what protects the account, and where it is open. */
export default async function SecurityPage({ searchParams }: Props) {
  const [security, identities, safety] = await Promise.all([
    show(ownSecurity),
    show(ownIdentities),
    show(ownOutage),
  ]);
  const [{ said }, t] = [await searchParams, await getTranslations('security')];
  const done = SAID.find((one) => one === said);
  const doneToDevice = SAID_OF_DEVICES.find((one) => one === said);
  const device = await getTranslations('device');
  const [app, codes] = [
    await getTranslations('auth.authenticator'),
    await getTranslations('auth.recoveryCodes'),
  ];
  const words = {
    make: codes('make'),
    makeHint: codes('makeHint'),
    keep: app('keep'),
    keepHint: app('keepHint'),
  };
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="space-y-5">
        {done ? (
          <Alert tone="fine" role="status">
            {t(`said.${done}`)}
          </Alert>
        ) : null}
        {doneToDevice ? (
          <Alert tone="fine" role="status">
            {device(`said.${doneToDevice}`)}
          </Alert>
        ) : null}
        <QuestionsCard />
        <SafetyCard security={security} />
        <div className="grid items-start gap-5 lg:grid-cols-2">
          <div className="space-y-5">
            <FactorsCard
              security={security}
              codes={<RecoveryCodesForm action={renewRecoveryCodesAction} words={words} />}
            />
            <PinCard />
            <ContactsCard />
          </div>
          <div className="space-y-5">
            <NumberCard safety={safety} />
            <SessionsCard sessions={security.sessions} />
            <DevicesCard devices={security.devices} />
            <IdentitiesCard identities={identities} />
          </div>
        </div>
        <Card title={t('trail.title')} description={t('trail.description')}>
          <div className="flex flex-wrap gap-2">
            <LinkButton href="/user/security/status">{t('trail.status')}</LinkButton>
            <LinkButton href="/user/security/history">{t('trail.history')}</LinkButton>
            <LinkButton href="/user/security/activity">{t('trail.activity')}</LinkButton>
            <LinkButton href="/user/security/notices">{t('trail.notices')}</LinkButton>
            <LinkButton href="/user/approvals">{t('trail.approvals')}</LinkButton>
            <LinkButton href="/user/security/permissions">{t('trail.permissions')}</LinkButton>
          </div>
        </Card>
        <ProtectionCard />
      </div>
    </>
  );
}
