import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import type { ComponentProps, ReactNode } from 'react';
import { LifeTimeline } from '@/components/sim/life-timeline';
import { LifeBadge } from '@/components/sim/state-badge';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { currentActor } from '@/lib/entry/current-actor';
import { may } from '@/lib/policy/actor';
import { filterOf, type SearchParams } from '../list-filter';

type Timeline = ComponentProps<typeof LifeTimeline>;

type Props = {
  title: ReactNode;
  one: { id: string; isMasked: boolean; state: ComponentProps<typeof LifeBadge>['state'] } & Pick<
    Timeline,
    'events'
  >;
  of: Timeline['of'];
  /** What the audit log calls it. */
  noun: 'number' | 'sim';
  back: { href: string; label: string } | undefined;
  searchParams: SearchParams;
  /** What is known of it, and what can be done about it. */
  children: ReactNode;
};

/** The page of a card or a number: where it stands, what was just done, and all that happened to it. */
export async function LifePage({ title, one, of, noun, back, searchParams, children }: Props) {
  const { said } = await filterOf(searchParams, ['said'] as const);
  const t = await getTranslations('life');
  const actor = await currentActor();
  const audit = may(actor, 'audit.list') ? (
    <LinkButton size="sm" href={`/admin/audit?subject=${noun}:${one.id}`}>
      {t('number.audit')}
    </LinkButton>
  ) : null;
  return (
    <>
      <PageHeader
        title={title}
        badge={<LifeBadge state={one.state} />}
        description={one.isMasked ? t('number.masked') : undefined}
        back={back}
      />
      <div className="space-y-5">
        {said === 'done' ? (
          <Alert tone="fine" role="status">
            {t('act.done')}
          </Alert>
        ) : null}
        <div className="grid items-start gap-5 lg:grid-cols-2">
          <div className="min-w-0 space-y-5">{children}</div>
          <Card title={t('number.life')} actions={audit}>
            <LifeTimeline events={one.events} of={of} />
          </Card>
        </div>
      </div>
    </>
  );
}

/** Whose it is; a link where the reader may know who. */
export function Holder({
  holder,
  nobody,
}: {
  holder: { id: string | null; name: string } | null;
  nobody: string;
}) {
  if (!holder?.id) return holder?.name ?? nobody;
  return (
    <Link href={`/admin/people/${holder.id}`} className="rounded-sm underline">
      {holder.name}
    </Link>
  );
}
