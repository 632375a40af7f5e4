'use client';

import { useLocale, useTranslations } from 'next-intl';
import { CommandForm } from '@/components/form/command-form';
import { MoneyField } from '@/components/form/money-field';
import { SubmitButton } from '@/components/form/submit-button';
import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/link-button';
import { CLOCK_FIGURES } from '@/components/wallet/clock-figures';
import { spellMoney } from '@/components/wallet/spell-money';
import { TimeLeft } from '@/components/wallet/time-left';
import type { FormState } from '@/lib/base/form-state';
import { makeWithdrawalCodeAction } from './actions';

type Made = { code: string; amount: bigint; fee: bigint; currency: string; expiresAt: Date };

type Props = {
  currency: string;
  /** Whether a code waits already: then nothing is asked, and what was just made stays in sight. */
  waits: boolean;
};

/** Asks how much, and shows the code in its place. */
export function CodeForm({ currency, waits }: Props) {
  const t = useTranslations('pending.code');
  return (
    <CommandForm action={makeWithdrawalCodeAction} label={t('title')}>
      {(state: FormState) =>
        state.status === 'done' ? (
          <MadeCode made={state.output as Made} />
        ) : waits ? null : (
          <>
            <MoneyField name="amount" label={t('amount')} hint={t('amountHint')} currency={currency} />
            <SubmitButton>{t('make')}</SubmitButton>
          </>
        )
      }
    </CommandForm>
  );
}

function MadeCode({ made: { code, amount, fee, currency, expiresAt } }: { made: Made }) {
  const [t, words, locale] = [useTranslations('pending.code'), useTranslations('pending'), useLocale()];
  const until = new Date(expiresAt);
  const sum = (minor: bigint) => spellMoney(BigInt(minor), currency, locale);
  return (
    <div className="space-y-4" role="status">
      <Alert tone="look" title={t('once')}>
        <p className="my-2 font-mono font-semibold text-display tracking-widest">
          {code.slice(0, 4)} {code.slice(4)}
        </p>
        <p>{t('say')}</p>
      </Alert>
      <p>{t('feeHeld', { fee: sum(fee), total: sum(BigInt(amount) + BigInt(fee)) })}</p>
      <TimeLeft until={until.toISOString()} seconds={0} words={words('left', CLOCK_FIGURES)} />
      <div>
        <LinkButton href="/user/wallet">{t('done')}</LinkButton>
      </div>
    </div>
  );
}
