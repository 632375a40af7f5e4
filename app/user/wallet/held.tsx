import { getTranslations } from 'next-intl/server';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { Money } from '@/components/ui/money';
import { Time } from '@/components/ui/time';
import { isOwnTransfer } from '@/components/wallet/asked-payment';
import { show } from '@/lib/entry/page';
import { listOwnPending, type OwnPending } from '@/lib/wallet/pending/own';

/** What is held in a wallet, and why; nothing where nothing is. */
export async function HeldCard() {
  const { pending } = await show(listOwnPending);
  if (pending.length === 0) return null;
  const t = await getTranslations('pending.held');
  return (
    <Card title={t('title')} description={t('text')} className="mb-5">
      <ul className="divide-y divide-line">
        {pending.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
            <div className="min-w-0">
              <p>{whyOf(one, t)}</p>
              <p className="text-ink-soft">
                {t(isOwnTransfer(one) ? 'lookedAtBy' : 'until')} <Time value={one.expiresAt} />
              </p>
            </div>
            <div className="flex flex-wrap items-center gap-3">
              <Money amount={one.amount + one.fee} currency={one.currency} className="font-semibold" />
              <LinkButton
                size="sm"
                variant={one.state === 'pending_customer' ? 'primary' : undefined}
                href={isCode(one) ? '/user/wallet/withdraw' : `/user/wallet/confirm/${one.id}`}
              >
                {t(isOwnTransfer(one) ? 'see' : 'look')}
              </LinkButton>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

type Words = Awaited<ReturnType<typeof getTranslations<'pending.held'>>>;

const isCode = (one: OwnPending): boolean => !one.agent && !isOwnTransfer(one);

function whyOf({ agent, to }: OwnPending, t: Words): string {
  if (!agent) return to ? t('sent', { name: to.name }) : t('code');
  return to
    ? t('transfer', { name: to.name, agent: agent.name })
    : t('cash', { agent: agent.name, place: agent.place });
}
