'use client';

import { useLocale } from 'next-intl';
import { CommandForm } from '@/components/form/command-form';
import { MoneyField } from '@/components/form/money-field';
import { SubmitButton } from '@/components/form/submit-button';
import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/link-button';
import { spellMoney } from '@/components/wallet/spell-money';
import { TimeLeft } from '@/components/wallet/time-left';
import type { FormState } from '@/lib/base/form-state';
import { makeWithdrawalCodeAction } from './actions';
import { CODE_SUMS } from './code-sums';

/** What was made, as a form's state carries it: sums and moments as text. */
type Made = Record<'code' | 'amount' | 'fee' | 'currency' | 'expiresAt', string>;

/** What it says; `feeHeld` has `CODE_SUMS` in it, and `left` the figures of a clock. */
type Words = Record<
  'title' | 'amount' | 'amountHint' | 'make' | 'once' | 'say' | 'feeHeld' | 'left' | 'done',
  string
>;

type Props = {
  currency: string;
  /** Whether a code waits already: then nothing is asked, and what was just made stays in sight. */
  waits: boolean;
  words: Words;
};

/** Asks how much, and shows the code in its place. */
export function CodeForm({ currency, waits, words }: Props) {
  return (
    <CommandForm action={makeWithdrawalCodeAction} label={words.title}>
      {(state: FormState) =>
        state.status === 'done' ? (
          <MadeCode made={state.output as Made} words={words} />
        ) : waits ? null : (
          <>
            <MoneyField name="amount" label={words.amount} hint={words.amountHint} currency={currency} />
            <SubmitButton>{words.make}</SubmitButton>
          </>
        )
      }
    </CommandForm>
  );
}

function MadeCode({ made: { code, amount, fee, currency, expiresAt }, words }: { made: Made; words: Words }) {
  const locale = useLocale();
  const sum = (minor: bigint) => spellMoney(minor, currency, locale);
  const feeHeld = words.feeHeld
    .replace(CODE_SUMS.fee, sum(BigInt(fee)))
    .replace(CODE_SUMS.total, sum(BigInt(amount) + BigInt(fee)));
  return (
    <div className="space-y-4" role="status">
      <Alert tone="look" title={words.once}>
        <p className="my-2 font-mono font-semibold text-display tracking-widest">
          {code.slice(0, 4)} {code.slice(4)}
        </p>
        <p>{words.say}</p>
      </Alert>
      <p>{feeHeld}</p>
      <TimeLeft until={new Date(expiresAt).toISOString()} seconds={0} words={words.left} />
      <div>
        <LinkButton href="/user/wallet">{words.done}</LinkButton>
      </div>
    </div>
  );
}
