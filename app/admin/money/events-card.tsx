import { DeedName } from '@/components/audit/deed-name';
import { OutcomeBadge } from '@/components/audit/outcome-badge';
import { Timeline } from '@/components/chart/timeline';
import { Card } from '@/components/ui/card';
import type { SideEvent } from '@/lib/wallet/side';

type Words = { title: string; clock: string; none?: string };

/** What was done about a movement or an account so far, each with its entry in the audit log. */
export function EventsCard({ events, words }: { events: readonly SideEvent[]; words: Words }) {
  return (
    <Card title={words.title}>
      {events.length === 0 && words.none ? (
        <p className="text-ink-soft">{words.none}</p>
      ) : (
        <Timeline
          events={events.map((event) => ({
            key: event.id,
            at: event.at,
            title: <DeedName command={event.command} />,
            detail: (
              <>
                {event.actorName ?? words.clock} <OutcomeBadge outcome={event.outcome} />
              </>
            ),
            href: `/admin/audit/${event.id}`,
          }))}
        />
      )}
    </Card>
  );
}
