import { useTranslations } from 'next-intl';
import { useDeedName } from '@/components/audit/deed-name';
import { Timeline } from '@/components/chart/timeline';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import type { Dashboard } from '@/lib/tenant/dashboard';

const TONE = { info: undefined, notice: 'info', warning: 'look', critical: 'stop' } as const;

/** What happened last in the tenant. */
export function Latest({ events }: { events: Dashboard['latest'] }) {
  const t = useTranslations('admin.dashboard');
  const audit = useTranslations('audit');
  const deedName = useDeedName();
  return (
    <Card
      title={t('latest')}
      actions={
        <LinkButton size="sm" href="/admin/audit">
          {t('allEvents')}
        </LinkButton>
      }
    >
      {events.length === 0 ? <p className="text-ink-soft">{t('nothing')}</p> : null}
      <Timeline
        events={events.map(({ id, at, command, outcome, severity, actorName, subjectName }) => ({
          key: id,
          at,
          href: `/admin/audit/${id}`,
          title: deedName(command),
          tone: outcome === 'done' ? TONE[severity] : 'look',
          detail: [
            actorName,
            subjectName === actorName ? null : subjectName,
            outcome === 'done' ? null : audit('refused'),
          ]
            .filter(Boolean)
            .join(' · '),
        }))}
      />
    </Card>
  );
}
