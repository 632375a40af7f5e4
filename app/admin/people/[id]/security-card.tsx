import { useTranslations } from 'next-intl';
import { DeedName } from '@/components/audit/deed-name';
import { OutcomeBadge } from '@/components/audit/outcome-badge';
import { Origin } from '@/components/security/origin';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { LinkButton } from '@/components/ui/link-button';
import { Time } from '@/components/ui/time';
import { LIFTABLE } from '@/lib/auth/recovery/lift-holds';
import type { ShownPerson } from '@/lib/person/show-person';

/** How a person's account is protected, what is held back in it, and who signed in last. */
export function SecurityCard({ person }: { person: ShownPerson }) {
  const t = useTranslations('admin.person.security');
  const { hasPassword, apps, boundPasskeys, syncedPasskeys, recoveryCodesLeft } = person.security;
  const passkeys = boundPasskeys + syncedPasskeys;
  return (
    <Card title={t('title')}>
      <DescriptionList
        facts={[
          { term: t('password'), detail: hasPassword ? t('set') : t('none') },
          { term: t('apps'), detail: apps > 0 ? apps : t('none') },
          {
            term: t('passkeys'),
            detail:
              passkeys > 0 ? t('passkeyCount', { bound: boundPasskeys, synced: syncedPasskeys }) : t('none'),
          },
          { term: t('codes'), detail: t('codesLeft', { count: recoveryCodesLeft }) },
          { term: t('held'), detail: <Held person={person} /> },
          { term: t('signIns'), detail: <SignIns person={person} /> },
        ]}
      />
    </Card>
  );
}

function Held({ person: { id, liftable, security } }: { person: ShownPerson }) {
  const t = useTranslations('admin.person.security');
  if (security.holds.length === 0) return t('nothingHeld');
  return (
    <ul className="space-y-2">
      {security.holds.map(({ kind, since }) => (
        <li key={kind} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Badge tone="look">{t(`hold.${kind}`)}</Badge>
          <span className="text-ink-soft text-small">
            {t('since')} <Time value={since} />
          </span>
          {liftable && LIFTABLE.some((one) => one === kind) ? (
            <LinkButton size="sm" prefetch={false} href={`/admin/people/${id}?lift=${kind}`}>
              {t('lift')}
            </LinkButton>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function SignIns({ person }: { person: ShownPerson }) {
  const t = useTranslations('admin.person.security');
  const { signIns } = person.security;
  if (signIns.length === 0) return t('noSignIns');
  return (
    <ul className="space-y-2">
      {signIns.map(({ id, at, command, outcome, ip, country, browser }) => (
        <li key={id}>
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <DeedName command={command} /> <OutcomeBadge outcome={outcome} />
          </span>
          <span className="block text-ink-soft text-small">
            <Time value={at} /> · {browser ?? t('unknownBrowser')} · <Origin ip={ip} country={country} />
          </span>
        </li>
      ))}
    </ul>
  );
}
