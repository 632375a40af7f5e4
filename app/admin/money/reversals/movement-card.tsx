import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { SelectField } from '@/components/form/choice-field';
import { CommandForm, IdempotencyKey } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Identifier } from '@/components/ui/identifier';
import { Money } from '@/components/ui/money';
import { Time } from '@/components/ui/time';
import { currentActor } from '@/lib/entry/current-actor';
import { newIdempotencyKey } from '@/lib/entry/idempotency-key';
import { may } from '@/lib/policy/actor';
import type { FoundMovement } from '@/lib/wallet/reversal/queries';
import { proposeReversalAction } from './actions';

const SENTENCES = {
  reversal_of_reversal: 'isReversal',
  deed_not_reversible: 'notReversible',
  deed_is_reversed: 'isReversed',
  movement_of_own_hands: 'ownHands',
} as const;

/** A movement as far as it matters to taking it back, and the form that proposes it, or why it cannot be. */
export async function MovementCard({ movement }: { movement: FoundMovement }) {
  const [t, actor] = [await getTranslations('rules.reversals'), await currentActor()];
  const { amount, fee, commission, currency, payeeHas, disputeId, reversed, mayNot } = movement;
  const say = (minor: bigint) => <Money amount={minor} currency={currency} />;
  return (
    <Card title={t('movement')}>
      <DescriptionList
        facts={[
          { term: t('receipt'), detail: <Identifier value={movement.receiptNumber} what={t('receipt')} /> },
          { term: t('from'), detail: movement.from },
          { term: t('to'), detail: movement.to },
          { term: t('amount'), detail: <strong className="font-semibold">{say(amount)}</strong> },
          fee > 0n ? { term: t('fee'), detail: say(fee) } : null,
          commission > 0n ? { term: t('commission'), detail: say(commission) } : null,
          { term: t('at'), detail: <Time value={movement.at} shape="exact" /> },
          reversed ? null : { term: t('payeeHas'), detail: say(payeeHas) },
          disputeId
            ? {
                term: t('dispute'),
                detail: (
                  <Link
                    className="rounded-sm underline underline-offset-2"
                    href={`/admin/money/disputes/${disputeId}`}
                  >
                    {t('disputeOpen')}
                  </Link>
                ),
              }
            : null,
          reversed
            ? {
                term: t('reversed'),
                detail: (
                  <>
                    {say(reversed.amount)}, <Time value={reversed.at} shape="exact" />
                  </>
                ),
              }
            : null,
        ]}
      />
      <div className="mt-4">
        {mayNot ? (
          <Alert tone="look">{t(SENTENCES[mayNot as keyof typeof SENTENCES] ?? 'notReversible')}</Alert>
        ) : may(actor, 'reversal.propose') ? (
          <CommandForm action={proposeReversalAction} label={t('propose')} className="max-w-lg space-y-4">
            {payeeHas < amount ? <Alert tone="look">{t('tooLittle')}</Alert> : null}
            <p>{t('proposeText')}</p>
            <input type="hidden" name="deedId" value={movement.deedId} />
            <IdempotencyKey name="key" value={newIdempotencyKey()} />
            {fee > 0n ? (
              <SelectField
                name="withFee"
                label={t('withFee')}
                options={[
                  { value: 'no', label: t('feeStays') },
                  { value: 'yes', label: t('feeBack') },
                ]}
              />
            ) : null}
            <TextField
              name="reason"
              label={t('reason')}
              hint={t('reasonHint')}
              maxLength={300}
              autoComplete="off"
            />
            <SubmitButton>{t('propose')}</SubmitButton>
          </CommandForm>
        ) : null}
      </div>
    </Card>
  );
}
