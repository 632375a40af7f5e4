import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DeedName } from '@/components/audit/deed-name';
import { OutcomeBadge } from '@/components/audit/outcome-badge';
import { Timeline } from '@/components/chart/timeline';
import { RecoveryBadge } from '@/components/recovery/state-badge';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { show } from '@/lib/entry/page';
import { type ShownRecovery, showRecovery } from '@/lib/person/recovery/queries';
import { NextStep } from './next-step';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('recovery.file'))('title') };
}

/** A recovery on one page: whose, what was checked and by whom, the clock, and the next step. */
export default async function RecoveryFilePage({ params }: Props) {
  const one = await show(showRecovery, { caseId: (await params).id });
  const t = await getTranslations('recovery.file');
  return (
    <>
      <PageHeader
        title={one.number}
        badge={<RecoveryBadge state={one.state} />}
        back={{ href: '/admin/recoveries', label: t('back') }}
      />
      <div className="space-y-5">
        <NextStep one={one} />
        <div className="grid items-start gap-5 lg:grid-cols-2">
          <Checked one={one} />
          <Card title={t('events')}>
            <Timeline
              events={one.events.map((event) => ({
                key: event.id,
                at: event.at,
                title: <DeedName command={event.command} />,
                detail: (
                  <>
                    {event.actorName ?? t('stranger')} <OutcomeBadge outcome={event.outcome} />
                  </>
                ),
                href: `/admin/audit/${event.id}`,
              }))}
            />
          </Card>
        </div>
      </div>
    </>
  );
}

async function Checked({ one }: { one: ShownRecovery }) {
  const [t, words] = [await getTranslations('recovery.file'), await getTranslations('admin.person')];
  const hand = (who: { name: string } | null, at: Date | null) =>
    who && at ? (
      <>
        {who.name}, <Time value={at} />
      </>
    ) : (
      <span className="text-ink-soft">{t('notYet')}</span>
    );
  const { person, readyAt } = one;
  return (
    <Card title={t('checked')}>
      <DescriptionList
        facts={[
          {
            term: t('person'),
            detail: person ? (
              <>
                {person.name}
                <span className="block text-ink-soft text-small">
                  {[person.email, person.mobile].filter(Boolean).join(' · ')}
                </span>
              </>
            ) : (
              t('nobody')
            ),
          },
          { term: t('named'), detail: one.named },
          { term: t('asked'), detail: <Time value={one.askedAt} /> },
          {
            term: t('document'),
            detail: one.documentKind ? t('matched', { kind: words(one.documentKind) }) : t('notYet'),
          },
          one.mismatches > 0 ? { term: t('mismatches'), detail: String(one.mismatches) } : null,
          one.wrongClaims > 0 ? { term: t('wrongClaims'), detail: String(one.wrongClaims) } : null,
          { term: t('openedBy'), detail: hand(one.openedBy, one.openedAt) },
          { term: t('approvedBy'), detail: hand(one.approvedBy, one.approvedAt) },
          one.disputedBy
            ? {
                term: t('disputedBy'),
                detail: (
                  <>
                    {t(`disputed.${one.disputedBy}`)}
                    {one.disputedAt ? (
                      <>
                        , <Time value={one.disputedAt} />
                      </>
                    ) : null}
                  </>
                ),
              }
            : null,
          one.decidedBy ? { term: t('decidedBy'), detail: hand(one.decidedBy, one.decidedAt) } : null,
          one.reason ? { term: t('reason'), detail: one.reason } : null,
          readyAt ? { term: t('readyAt'), detail: <Time value={readyAt} shape="exact" /> } : null,
          { term: t('expiresAt'), detail: <Time value={one.expiresAt} shape="exact" /> },
        ]}
      />
    </Card>
  );
}
