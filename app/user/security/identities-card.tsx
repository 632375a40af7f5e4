import { useTranslations } from 'next-intl';
import { DocumentBadge } from '@/components/kyc/state-badge';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { Time } from '@/components/ui/time';
import type { OwnIdentities } from '@/lib/person/own-identities';

/** The documents and numbers that tie the account to a person. */
export function IdentitiesCard({ identities: { documents, numbers } }: { identities: OwnIdentities }) {
  const t = useTranslations('security.identities');
  const rows = [
    ...documents.map(({ id, kind, number, since, state }) => ({
      ...{ id, since, what: t(kind), value: number, badge: <DocumentBadge state={state} /> },
    })),
    ...numbers.map(({ id, msisdn, state, since }) => ({
      ...{ id, since, what: t('number'), value: msisdn },
      badge: <Badge tone={state === 'active' ? 'fine' : 'look'}>{t(`state.${state}`)}</Badge>,
    })),
  ];
  return (
    <Card
      title={t('title')}
      description={t('description')}
      flush
      actions={
        <LinkButton size="sm" href="/user/security/address">
          {t('changeAddress')}
        </LinkButton>
      }
    >
      {rows.length === 0 ? <p className="px-4 py-3.5 text-ink-soft sm:px-5">{t('none')}</p> : null}
      <ul className="divide-y divide-line">
        {rows.map(({ id, what, value, since, badge }) => (
          <li key={id} className="px-4 py-3 sm:px-5">
            <p className="flex flex-wrap items-center gap-x-2">
              <span className="font-medium">{what}</span>
              <span className="font-mono text-small">{value}</span>
              {badge}
            </p>
            <p className="text-ink-soft text-small">
              {t('since')} <Time value={since} />
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
