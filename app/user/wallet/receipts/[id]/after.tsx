import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { DisputeBadge } from '@/components/dispute/state-badge';
import { SelectField } from '@/components/form/choice-field';
import { CommandForm, IdempotencyKey } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { Disclosure } from '@/components/ui/disclosure';
import { Time } from '@/components/ui/time';
import { spellMoney } from '@/components/wallet/spell-money';
import { currentActor } from '@/lib/entry/current-actor';
import { newIdempotencyKey } from '@/lib/entry/idempotency-key';
import { show } from '@/lib/entry/page';
import { may } from '@/lib/policy/actor';
import { afterReceipt, type OwnDispute } from '@/lib/wallet/dispute/own';
import { raiseAction } from './actions';

/** What became of a movement: taken back, disputed, or that it may still be disputed. */
export async function AfterReceipt({ deedId }: { deedId: string }) {
  const { reversal, dispute, mayDispute } = await show(afterReceipt, { deedId });
  const [t, locale, actor] = [await getTranslations('rules.after'), await getLocale(), await currentActor()];
  return (
    <div className="mt-5 max-w-xl space-y-5">
      {reversal ? (
        <Alert
          tone="info"
          title={
            <>
              {t('reversed')} <Time value={reversal.at} shape="exact" />
            </>
          }
          action={
            <Link
              className="rounded-sm underline underline-offset-2"
              href={`/user/wallet/receipts/${reversal.receiptId}`}
            >
              {t('reversalReceipt')}
            </Link>
          }
        >
          {t('reversedText', {
            amount: spellMoney(reversal.amount + reversal.fee, reversal.currency, locale),
          })}
        </Alert>
      ) : null}
      {dispute ? (
        <Card
          title={t(dispute.mine ? 'disputed' : 'heldOfYours')}
          actions={<DisputeBadge state={dispute.state} />}
        >
          <p>
            {t(dispute.mine ? `mine.${dispute.state}` : 'theirs', {
              amount: spellMoney(dispute.held, dispute.currency, locale),
            })}
          </p>
          {dispute.state === 'open' ? (
            <p className="mt-2 text-ink-soft">
              {t('by')} <Time value={dispute.deadlineAt} shape="exact" />
            </p>
          ) : null}
          <p className="mt-3">
            <Link className="rounded-sm underline underline-offset-2" href="/user/disputes">
              {t('all')}
            </Link>
          </p>
        </Card>
      ) : null}
      {mayDispute && may(actor, 'dispute.raise') ? (
        <DisputeForm deedId={deedId} abouts={mayDispute.abouts} until={mayDispute.until} />
      ) : null}
    </div>
  );
}

type FormProps = { deedId: string; abouts: OwnDispute['about'][]; until: Date };

async function DisputeForm({ deedId, abouts, until }: FormProps) {
  const [t, words] = [await getTranslations('rules.after'), await getTranslations('rules.dispute')];
  return (
    <Disclosure title={t('dispute')}>
      <CommandForm action={raiseAction} label={t('dispute')} className="space-y-4">
        <p>
          {t('disputeText')} <Time value={until} shape="exact" />.
        </p>
        <input type="hidden" name="deedId" value={deedId} />
        <IdempotencyKey name="key" value={newIdempotencyKey()} />
        <SelectField
          name="about"
          label={t('about')}
          choose
          options={abouts.map((value) => ({ value, label: words(`about.${value}`) }))}
        />
        <TextField name="words" label={t('words')} hint={t('wordsHint')} maxLength={500} autoComplete="off" />
        <SubmitButton variant="danger">{t('dispute')}</SubmitButton>
      </CommandForm>
    </Disclosure>
  );
}
