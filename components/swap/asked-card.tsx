import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { CardSim, ChevronRight } from '@/components/ui/icons';
import { Time } from '@/components/ui/time';
import type { SwapFile } from '@/lib/sim/swap/view';

/** Who asks for what: the number, its holder, the card it leaves and the card it goes to. */
export function AskedCard({ one, peopleHref }: { one: SwapFile; peopleHref?: string }) {
  const t = useTranslations('swap');
  const { holder, note, refusal } = one;
  const name =
    peopleHref && holder.id && !holder.isMasked ? (
      <Link href={`${peopleHref}/${holder.id}`} className="text-accent-ink hover:underline">
        {holder.name}
      </Link>
    ) : (
      holder.name
    );
  const asker =
    one.channel === 'portal'
      ? t('file.holderAsked')
      : `${one.requestedBy.name}${one.shop ? `, ${one.shop}` : ''}`;
  const isOpen = one.endedAt === null && one.completedAt === null;
  return (
    <Card title={t('file.asks')}>
      <Cards one={one} />
      <DescriptionList
        facts={[
          {
            term: t('file.holder'),
            detail: (
              <>
                {name}
                {holder.isMasked ? (
                  <span className="block text-ink-soft text-small">{t('file.masked')}</span>
                ) : null}
              </>
            ),
          },
          { term: t('file.reason'), detail: t(`reason.${one.reason}`) },
          {
            term: t('file.requestedBy'),
            detail: (
              <>
                {asker}, <Time value={one.requestedAt} />
                <span className="block text-ink-soft text-small">{t(`channel.${one.channel}`)}</span>
              </>
            ),
          },
          one.disputedBy
            ? {
                term: t('file.objection'),
                detail: (
                  <>
                    {t(`file.by.${one.disputedBy}`)}
                    {one.disputedAt ? (
                      <>
                        , <Time value={one.disputedAt} />
                      </>
                    ) : null}
                  </>
                ),
              }
            : null,
          refusal ? { term: t('refusal.title'), detail: <RefusalText code={refusal} /> } : null,
          note ? { term: t('file.note'), detail: note } : null,
          one.completedAt
            ? { term: t('file.completed'), detail: <Time value={one.completedAt} shape="exact" /> }
            : null,
          one.endedAt ? { term: t('file.ended'), detail: <Time value={one.endedAt} shape="exact" /> } : null,
          isOpen && one.state !== 'cooling'
            ? { term: t('file.expires'), detail: <Time value={one.expiresAt} /> }
            : null,
        ]}
      />
    </Card>
  );
}

/** The two cards side by side, with the number between them. */
function Cards({ one }: { one: SwapFile }) {
  const t = useTranslations('swap.file');
  return (
    <div className="mb-3 grid items-stretch gap-2 sm:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]">
      <SimCard title={t('oldCard')} sim={one.oldSim} />
      <ChevronRight className="m-auto size-5 text-ink-soft max-sm:rotate-90" />
      <SimCard title={t('newCard')} sim={one.newSim} />
    </div>
  );
}

const TONES: Record<string, 'fine' | 'look' | 'info' | 'neutral' | 'stop'> = {
  active: 'fine',
  pending_swap: 'info',
  reserved: 'info',
  suspended: 'look',
  blocked: 'stop',
};

type Key = Parameters<ReturnType<typeof useTranslations<'swap.file.sim'>>>[0];

function SimCard({ title, sim }: { title: string; sim: SwapFile['oldSim'] }) {
  const t = useTranslations('swap.file.sim');
  const state = t.has(sim.state as Key) ? t(sim.state as Key) : sim.state;
  return (
    <div className="min-w-0 rounded-md border border-line bg-canvas px-3 py-2.5">
      <p className="flex items-center gap-1.5 text-ink-soft text-small">
        <CardSim className="size-4" />
        {title}
      </p>
      <p className="mt-1 break-all font-mono text-small">{sim.iccid}</p>
      <p className="mt-1.5">
        <Badge tone={TONES[sim.state] ?? 'neutral'}>{state}</Badge>
      </p>
    </div>
  );
}

type RefusalKey = Parameters<ReturnType<typeof useTranslations<'swap.refusal.code'>>>[0];

/** Why a case was refused, in words; a code that has none here says where to look. */
export function RefusalText({ code }: { code: string }) {
  const [t, codes] = [useTranslations('swap.refusal'), useTranslations('swap.refusal.code')];
  return codes.has(code as RefusalKey) ? codes(code as RefusalKey) : t('unknown');
}
