import { getLocale, getTranslations } from 'next-intl/server';
import { NotOn } from '@/components/shell/not-on';
import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/link-button';
import { spellMoney } from '@/components/wallet/spell-money';
import { Refusal } from '@/lib/base/refusal';
import { ask } from '@/lib/command/ask';
import type { Person } from '@/lib/policy/actor';
import { listOwnPending } from '@/lib/wallet/pending/own';

/** Tells a customer on every page of their portal that an agent waits for their yes, for as long as one does. */
export async function PaymentBanner({ person }: { person: Person }) {
  const one = (await ownPending(person)).find(({ state }) => state === 'pending_customer');
  if (!one) return null;
  const [t, locale] = [await getTranslations('pending.banner'), await getLocale()];
  const amount = spellMoney(one.amount, one.currency, locale);
  const href = `/user/wallet/confirm/${one.id}`;
  return (
    <NotOn path={href}>
      <aside aria-label={t('label')} className="mx-auto w-full max-w-6xl px-4 pt-4 sm:px-6">
        <Alert
          tone="look"
          title={t(one.to ? 'transfer' : 'cash', { amount })}
          action={
            <LinkButton size="sm" href={href}>
              {t('way')}
            </LinkButton>
          }
        >
          {t('text')}
        </Alert>
      </aside>
    </NotOn>
  );
}

/** Whoever may not see their wallet for now is told by the page itself; the banner says nothing then. */
async function ownPending(person: Person) {
  if (!person.principal.permissions.includes('wallet.pending.list-own')) return [];
  try {
    return (await ask(listOwnPending, person, {})).pending;
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}
