import { getTranslations } from 'next-intl/server';
import { NotOn } from '@/components/shell/not-on';
import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/link-button';
import { Refusal } from '@/lib/base/refusal';
import { ask } from '@/lib/command/ask';
import type { Person } from '@/lib/policy/actor';
import { listOwnSwaps } from '@/lib/sim/swap/own';

const OPEN: readonly string[] = ['proving', 'review', 'cooling', 'disputed'];

/** Tells a holder on every page of their portal that somebody asks to move their number, for as long as it is open. */
export async function SwapBanner({ person }: { person: Person }) {
  const open = (await ownSwaps(person)).find(({ state }) => OPEN.includes(state));
  if (!open) return null;
  const t = await getTranslations('swap.own.banner');
  const title = open.state === 'cooling' ? 'moves' : open.state === 'disputed' ? 'disputed' : 'asks';
  const href = `/user/swaps/${open.id}`;
  return (
    <NotOn path={href}>
      <aside aria-label={t('label')} className="mx-auto w-full max-w-6xl px-4 pt-4 sm:px-6">
        <Alert
          tone={title === 'asks' ? 'stop' : 'look'}
          title={t(title, { number: open.msisdn })}
          action={
            <LinkButton size="sm" href={href}>
              {t('way')}
            </LinkButton>
          }
        >
          {t('asksText')}
        </Alert>
      </aside>
    </NotOn>
  );
}

/** Whoever may not see their cases for now is told by the page itself; the banner says nothing then. */
async function ownSwaps(person: Person) {
  try {
    return (await ask(listOwnSwaps, person, {})).swaps;
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}
