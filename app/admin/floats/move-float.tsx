import { useTranslations } from 'next-intl';
import { CommandForm, IdempotencyKey } from '@/components/form/command-form';
import { MoneyField } from '@/components/form/money-field';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Card } from '@/components/ui/card';
import { payCommissionAction, proposeFundingAction, proposeReturnAction } from './actions';

type Props = { personId: string; currency: string; formKey: string };

/** Proposes to put money into a float, or to take some back: somebody else approves it. */
export function MoveFloat({ personId, currency, formKey, way }: Props & { way: 'fund' | 'return' }) {
  const t = useTranslations(`float.${way}`);
  return (
    <Card title={t('title')} description={t('text')}>
      <CommandForm action={way === 'fund' ? proposeFundingAction : proposeReturnAction} label={t('title')}>
        <input type="hidden" name="personId" value={personId} />
        <IdempotencyKey name="key" value={formKey} />
        <MoneyField name="amount" label={t('amount')} currency={currency} />
        <TextField name="reason" label={t('reason')} maxLength={300} autoComplete="off" />
        <SubmitButton>{t('action')}</SubmitButton>
      </CommandForm>
    </Card>
  );
}

/** Pays at once what an agent has earned. */
export function PayCommission({ personId, formKey, waits }: Omit<Props, 'currency'> & { waits: string }) {
  const t = useTranslations('float.pay');
  return (
    <CommandForm action={payCommissionAction} label={t('action', { amount: waits })}>
      <input type="hidden" name="personId" value={personId} />
      <IdempotencyKey name="key" value={formKey} />
      <SubmitButton variant="secondary">{t('action', { amount: waits })}</SubmitButton>
    </CommandForm>
  );
}
