import Link from 'next/link';
import type { ReactNode } from 'react';
import { Time } from '@/components/ui/time';
import { type Tone, ToneSign } from '@/components/ui/tone';

export interface TimelineEvent {
  key: string;
  at: Date | string;
  title: ReactNode;
  detail?: ReactNode;
  tone?: Tone;
  href?: string;
}

const signs: Record<Tone, string> = {
  fine: 'text-fine',
  look: 'text-look',
  stop: 'text-stop',
  info: 'text-accent-ink',
};

/** What happened to one thing, in order. */
export function Timeline({ events }: { events: TimelineEvent[] }) {
  return (
    <ol>
      {events.map((event) => (
        <li key={event.key} className="group relative flex gap-3 pb-5 last:pb-0">
          <span
            aria-hidden="true"
            className="absolute top-6 bottom-0.5 left-[0.4375rem] w-px bg-line group-last:hidden"
          />
          <span className="flex h-5 w-4 shrink-0 items-center justify-center">
            {event.tone ? (
              <ToneSign tone={event.tone} className={`size-4 ${signs[event.tone]}`} />
            ) : (
              <span className="size-2 rounded-full bg-line-strong" />
            )}
          </span>
          <div className="min-w-0 flex-1">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <p className="min-w-0 font-medium">
                {event.href ? (
                  <Link href={event.href} className="rounded-sm hover:underline">
                    {event.title}
                  </Link>
                ) : (
                  event.title
                )}
              </p>
              <span className="text-ink-soft text-small">
                <Time value={event.at} />
              </span>
            </div>
            {event.detail ? <div className="mt-0.5 text-ink-soft">{event.detail}</div> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
