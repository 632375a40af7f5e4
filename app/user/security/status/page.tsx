import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RiskBar } from '@/components/security/risk-bar';
import { SessionFacts } from '@/components/security/session-facts';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { ownStatus } from '@/lib/auth/own-status';
import type { SessionStatus } from '@/lib/auth/session-status';
import { show } from '@/lib/entry/page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('trust.status'))('title') };
}

/** How far one's own session is trusted, and everything that this comes from. */
export default async function SecurityStatusPage() {
  const [{ status }, t] = [await show(ownStatus), await getTranslations('trust.status')];
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        back={{ href: '/user/security', label: t('back') }}
      />
      {status ? <Status status={status} /> : <Alert tone="info">{t('noSession')}</Alert>}
    </>
  );
}

const TONE = { untrusted: 'stop', low: 'look', medium: 'info', high: 'fine', verified: 'fine' } as const;

async function Status({ status }: { status: SessionStatus }) {
  const t = await getTranslations('trust');
  const { trust, risk, riskLevel, reasons } = status;
  return (
    <div className="space-y-5">
      <Alert tone={TONE[trust]} title={t(`level.${trust}`)}>
        {t(`levelText.${trust}`)}
      </Alert>
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Card
          title={t('status.risk')}
          description={t('status.riskIs', { score: risk, level: t(`risk.${riskLevel}`) })}
        >
          <RiskBar score={risk} reasons={reasons} />
        </Card>
        <Card
          title={t('status.facts')}
          footer={
            <div className="flex flex-wrap gap-2">
              <LinkButton href="/step-up?callbackUrl=/user/security/status" prefetch={false}>
                {t('status.proveAgain')}
              </LinkButton>
              <LinkButton href="/user/security">{t('status.devices')}</LinkButton>
            </div>
          }
        >
          <SessionFacts status={status} />
        </Card>
      </div>
    </div>
  );
}
