import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { CommandForm, IdempotencyKey } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { AskedPayment, isOwnTransfer } from '@/components/wallet/asked-payment';
import { spellMoney } from '@/components/wallet/spell-money';
import { newIdempotencyKey } from '@/lib/entry/idempotency-key';
import { show } from '@/lib/entry/page';
import { type OwnPending, showOwnPending } from '@/lib/wallet/pending/own';
import { LivePayments } from '../../../../live-payments';
import { AskedHeading } from '../../asked-heading';
import { confirmPendingAction, refusePendingAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pending.own'))('heading') };
}

/** What an agent asks of one's wallet, with a yes and a no, or a transfer that is looked at first; and what became of it. */
export default async function ConfirmPendingPage({ params }: { params: Promise<{ id: string }> }) {
  const one = await show(showOwnPending, { id: (await params).id });
  const t = await getTranslations('pending.own');
  return (
    <>
      <PageHeader
        title={t(isOwnTransfer(one) ? 'sentTitle' : 'title')}
        back={{ href: '/user/wallet', label: t('back') }}
        actions={<LivePayments />}
      />
      <div className="max-w-xl space-y-4">
        <AskedHeading one={one} />
        <Card>
          <AskedPayment one={one} />
        </Card>
        {one.state === 'pending_customer' ? <YesOrNo one={one} /> : null}
        {one.state === 'pending_approval' ? <TakeBack one={one} /> : null}
        {one.state === 'created' ? (
          <LinkButton href="/user/wallet/withdraw">{t('waitsCode')}</LinkButton>
        ) : null}
        {one.state === 'posted' ? (
          <LinkButton href={`/user/wallet/receipts/${one.id}`} variant="primary">
            {t('openReceipt')}
          </LinkButton>
        ) : null}
      </div>
    </>
  );
}

async function YesOrNo({ one: { id, amount, currency } }: { one: OwnPending }) {
  const [t, locale] = [await getTranslations('pending.own'), await getLocale()];
  return (
    <div className="space-y-4">
      <p className="text-ink-soft">{t('sure')}</p>
      <CommandForm action={confirmPendingAction} label={t('title')}>
        <input type="hidden" name="pendingId" value={id} />
        <input type="hidden" name="amount" value={String(amount)} />
        <IdempotencyKey name="key" value={newIdempotencyKey()} />
        <SubmitButton wide>{t('confirm', { amount: spellMoney(amount, currency, locale) })}</SubmitButton>
      </CommandForm>
      <CommandForm action={refusePendingAction} label={t('refuse')}>
        <input type="hidden" name="pendingId" value={id} />
        <SubmitButton variant="danger" wide>
          {t('refuse')}
        </SubmitButton>
      </CommandForm>
    </div>
  );
}

/** Until somebody has looked, whoever sent it may think again. */
async function TakeBack({ one: { id } }: { one: OwnPending }) {
  const t = await getTranslations('pending.sent');
  return (
    <div className="space-y-4">
      <p className="text-ink-soft">{t('takeBackText')}</p>
      <CommandForm action={refusePendingAction} label={t('takeBack')}>
        <input type="hidden" name="pendingId" value={id} />
        <SubmitButton variant="danger" wide>
          {t('takeBack')}
        </SubmitButton>
      </CommandForm>
    </div>
  );
}
