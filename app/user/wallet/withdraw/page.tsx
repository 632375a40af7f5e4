import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { AskedPayment } from '@/components/wallet/asked-payment';
import { CLOCK_FIGURES } from '@/components/wallet/clock-figures';
import { show } from '@/lib/entry/page';
import { listOwnPending } from '@/lib/wallet/pending/own';
import { LivePayments } from '../../../live-payments';
import { NoWallet } from '../nothing';
import { ownWallet } from '../own-wallet';
import { takeBackCodeAction } from './actions';
import { CODE_SUMS } from './code-sums';
import { CodeForm } from './form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pending.code'))('title') };
}

/** Makes a code that any agent pays out, or shows that one waits, which may be taken back. */
export default async function WithdrawOwnPage() {
  const wallet = await ownWallet();
  const [t, own] = [await getTranslations('pending.code'), await getTranslations('pending.own')];
  const { pending } = await show(listOwnPending);
  const made = pending.find(({ state }) => state === 'created');
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        back={{ href: '/user/wallet', label: own('back') }}
        actions={made ? <LivePayments /> : undefined}
      />
      {wallet ? (
        <Card title={made ? t('waits') : undefined} className="max-w-xl">
          {/* It stays in its place while a code waits: what was just made is shown in it, once. */}
          <CodeForm currency={wallet.currency} waits={made !== undefined} words={await codeWords()} />
          {made ? (
            <>
              <AskedPayment one={made} />
              <p className="my-4 text-ink-soft">{t('waitsText')}</p>
              <CommandForm action={takeBackCodeAction} label={t('takeBack')}>
                <input type="hidden" name="pendingId" value={made.id} />
                <SubmitButton variant="danger">{t('takeBack')}</SubmitButton>
              </CommandForm>
            </>
          ) : null}
        </Card>
      ) : (
        <NoWallet />
      )}
    </>
  );
}

/** The words of the form, which is drawn in the browser and, without script, on the server. */
async function codeWords() {
  const [t, pending] = [await getTranslations('pending.code'), await getTranslations('pending')];
  return {
    ...{ title: t('title'), amount: t('amount'), amountHint: t('amountHint'), make: t('make') },
    ...{ once: t('once'), say: t('say'), feeHeld: t('feeHeld', CODE_SUMS), done: t('done') },
    left: pending('left', CLOCK_FIGURES),
  };
}
