import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { IdCard, ScrollText, ShieldCheck, Smartphone } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { Time } from '@/components/ui/time';
import type { OwnSecurity } from '@/lib/auth/security-center';

type Props = { security: OwnSecurity; codes: ReactNode };

/** Everything that one proves oneself with, each with its age and its own next step. */
export function FactorsCard({ security, codes }: Props) {
  const t = useTranslations('security.factors');
  const { apps, passkeys, passwordChangedAt, recoveryCodesLeft } = security;
  const hasFactor = apps.length + passkeys.length > 0;
  return (
    <Card title={t('title')} description={t('description')} flush>
      <ul className="divide-y divide-line">
        <Row
          icon={<ShieldCheck className="size-5" />}
          title={t('passkeys')}
          empty={t('noPasskey')}
          items={passkeys.map(({ id, name, synced, since, lastUsedAt }) => (
            <li key={id}>
              <span className="font-medium">{name}</span>{' '}
              <Badge tone={synced ? 'neutral' : 'fine'}>{synced ? t('synced') : t('bound')}</Badge>
              <Dates since={since} lastUsedAt={lastUsedAt} />
            </li>
          ))}
          action={
            <LinkButton size="sm" href="/user/security/passkeys">
              {passkeys.length > 0 ? t('managePasskeys') : t('addPasskey')}
            </LinkButton>
          }
        />
        <Row
          icon={<Smartphone className="size-5" />}
          title={t('apps')}
          empty={t('noApp')}
          items={apps.map(({ id, name, since }) => (
            <li key={id}>
              <span className="font-medium">{name}</span>
              <Dates since={since} />
            </li>
          ))}
          action={
            <LinkButton size="sm" href="/authenticator?callbackUrl=/user/security">
              {apps.length > 0 ? t('anotherApp') : t('setUpApp')}
            </LinkButton>
          }
        />
        <Row
          icon={<IdCard className="size-5" />}
          title={t('password')}
          empty={t('noPassword')}
          items={
            passwordChangedAt
              ? [
                  <li key="" className="text-ink-soft">
                    {t('changed')} <Time value={passwordChangedAt} />
                  </li>,
                ]
              : []
          }
          action={
            passwordChangedAt ? (
              <LinkButton size="sm" href="/user/security/password">
                {t('changePassword')}
              </LinkButton>
            ) : null
          }
        />
        {hasFactor ? (
          <Row
            id="codes"
            icon={<ScrollText className="size-5" />}
            title={t('codes')}
            empty=""
            items={[
              <li key="" className="text-ink-soft">
                {t('codesLeft', { count: recoveryCodesLeft })}
              </li>,
              <li key="make" className="pt-2">
                {codes}
              </li>,
            ]}
          />
        ) : null}
      </ul>
    </Card>
  );
}

type RowProps = {
  id?: string;
  icon: ReactNode;
  title: string;
  empty: string;
  items: ReactNode[];
  action?: ReactNode;
};

function Row({ id, icon, title, empty, items, action }: RowProps) {
  return (
    <li id={id} className="flex items-start gap-3 px-4 py-3.5 target:bg-sunken sm:px-5">
      <span className="mt-0.5 text-ink-soft">{icon}</span>
      <div className="min-w-0 flex-1">
        <h3 className="font-medium">{title}</h3>
        {items.length > 0 ? (
          <ul className="mt-1 space-y-1.5">{items}</ul>
        ) : (
          <p className="text-ink-soft">{empty}</p>
        )}
        {action ? <div className="mt-2">{action}</div> : null}
      </div>
    </li>
  );
}

function Dates({ since, lastUsedAt }: { since: Date; lastUsedAt?: Date | null }) {
  const t = useTranslations('security.factors');
  return (
    <span className="block text-ink-soft text-small">
      {t('added')} <Time value={since} />
      {lastUsedAt === undefined ? null : (
        <>
          {' · '}
          {lastUsedAt ? (
            <>
              {t('lastUsed')} <Time value={lastUsedAt} />
            </>
          ) : (
            t('neverUsed')
          )}
        </>
      )}
    </span>
  );
}
