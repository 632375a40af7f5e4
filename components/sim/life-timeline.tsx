import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Timeline } from '@/components/chart/timeline';
import type { Tone } from '@/components/ui/tone';
import type { LifeEvent } from '@/lib/sim/life/timeline';

const EVENTS = [
  ...['in_stock', 'reserved', 'active', 'suspended', 'pending_swap', 'swapped_out', 'blocked', 'retired'],
  ...['pending', 'port_out_locked', 'port_out_unlocking', 'imei-changed', 'forwarding-on', 'forwarding-off'],
] as const;
type Known = Exclude<keyof typeof TONES, 'swap'>;

const TONES = {
  in_stock: undefined,
  reserved: undefined,
  pending: undefined,
  active: 'fine',
  suspended: 'stop',
  pending_swap: 'look',
  swapped_out: 'info',
  blocked: 'stop',
  retired: undefined,
  port_out_locked: 'fine',
  port_out_unlocking: 'look',
  'imei-changed': 'look',
  'forwarding-on': 'look',
  'forwarding-off': undefined,
  swap: 'info',
} as const satisfies Record<string, Tone | undefined>;

const knownOf = (what: string): Known | undefined => EVENTS.find((one): one is Known => one === what);

const SWAP_STATES = [
  ...['proving', 'review', 'cooling', 'disputed', 'completed', 'refused', 'cancelled', 'expired', 'remedied'],
] as const;

type Props = { events: LifeEvent[]; of: 'card' | 'number' };

/** The life of a card or of a number, the newest first, each step with who took it, why, and what else it was about. */
export function LifeTimeline({ events, of }: Props) {
  const t = useTranslations('life');
  if (events.length === 0) return <p className="text-ink-soft">{t('number.nothing')}</p>;
  return (
    <Timeline
      events={events.map((event) => {
        const known = event.kind === 'swap' ? 'swap' : knownOf(event.what);
        return {
          key: event.id,
          at: event.at,
          title: t(`event.${known ?? 'other'}`),
          tone: known && TONES[known],
          detail: <Detail event={event} of={of} />,
        };
      })}
    />
  );
}

function Detail({
  event: { what, who, reason, card, number, swap },
  of,
}: Omit<Props, 'events'> & { event: LifeEvent }) {
  const t = useTranslations('life.swap');
  const state = SWAP_STATES.find((one) => one === what) as Parameters<typeof t>[0] | undefined;
  const other = of === 'number' ? card && { ...card, at: 'sims' } : number && { ...number, at: 'numbers' };
  const said = [swap && `${swap.label}${state ? `, ${t(state)}` : ''}`, who, reason]
    .filter(Boolean)
    .join(' · ');
  if (!said && !other) return null;
  return (
    <>
      {said ? <p className="break-words">{said}</p> : null}
      {other ? (
        <Link href={`/admin/${other.at}/${other.id}`} className="font-mono text-small underline">
          {other.label}
        </Link>
      ) : null}
    </>
  );
}
