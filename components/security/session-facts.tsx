import { useTranslations } from 'next-intl';
import { DescriptionList } from '@/components/ui/description-list';
import { Time } from '@/components/ui/time';
import type { SessionStatus } from '@/lib/auth/session-status';
import { MethodNames } from './method-names';
import { Origin } from './origin';
import { TrustBadge } from './trust-badge';

/** What the trust in a session comes from: factors, device, place, and until when what was found stands. */
export function SessionFacts({ status }: { status: SessionStatus }) {
  const t = useTranslations('trust.status');
  const words = useTranslations('trust');
  const { provedAt, deviceSince, keyProvedAt, network, judgedAt, nextJudgedAt } = status;
  return (
    <DescriptionList
      facts={[
        { term: t('trust'), detail: <TrustBadge level={status.trust} /> },
        {
          term: t('factors'),
          detail: (
            <>
              <MethodNames methods={status.methods} />
              <Soft>{provedAt ? <At word={t('factorsAt')} at={provedAt} /> : t('never')}</Soft>
            </>
          ),
        },
        {
          term: t('device'),
          detail: (
            <>
              {status.deviceName ?? status.browser ?? t('unknownBrowser')}
              <Soft>
                {words(`deviceTrust.${status.deviceTrust}`)}
                {deviceSince ? <At word={`, ${t('deviceSince')}`} at={deviceSince} /> : null}
              </Soft>
            </>
          ),
        },
        {
          term: t('key'),
          detail: (
            <>
              {words(`proof.${status.proof}`)}
              {keyProvedAt ? (
                <Soft>
                  <At word={t('keyAt')} at={keyProvedAt} />
                </Soft>
              ) : null}
            </>
          ),
        },
        {
          term: t('place'),
          detail: (
            <>
              <Origin ip={status.ip} country={status.country} />
              {network ? <Soft>{t('network', { number: String(network) })}</Soft> : null}
            </>
          ),
        },
        { term: t('zone'), detail: words(`zone.${status.zone}`) },
        judgedAt ? { term: t('verified'), detail: <Time value={judgedAt} /> } : null,
        nextJudgedAt
          ? {
              term: t('next'),
              detail: (
                <>
                  <Time value={nextJudgedAt} shape="exact" />
                  <Soft>{t('deeds')}</Soft>
                </>
              ),
            }
          : null,
        {
          term: t('ends'),
          detail: (
            <>
              <At word={t('idle')} at={status.idleExpiresAt} />
              <Soft>
                <At word={t('latest')} at={status.expiresAt} />
              </Soft>
            </>
          ),
        },
      ]}
    />
  );
}

const Soft = ({ children }: { children: React.ReactNode }) => (
  <span className="block text-ink-soft text-small">{children}</span>
);

const At = ({ word, at }: { word: string; at: Date }) => (
  <>
    {word} <Time value={at} shape="exact" />
  </>
);
