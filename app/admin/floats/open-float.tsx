import { useTranslations } from 'next-intl';
import { SelectField } from '@/components/form/choice-field';
import { CommandForm, IdempotencyKey } from '@/components/form/command-form';
import { MoneyField } from '@/components/form/money-field';
import { SubmitButton } from '@/components/form/submit-button';
import { Card } from '@/components/ui/card';
import { openFloatAction } from './actions';

type Props = {
  waiting: { personId: string; name: string }[];
  currency: string;
  formKey: string;
};

/** Opens the float of an agent who has none. */
export function OpenFloat({ waiting, currency, formKey }: Props) {
  const t = useTranslations('counter.floats');
  if (waiting.length === 0)
    return (
      <Card title={t('open')}>
        <p className="text-ink-soft">{t('nobody')}</p>
      </Card>
    );
  return (
    <Card title={t('open')} description={t('openText')} className="max-w-xl">
      <CommandForm
        // Once one is open the list is another, and the form begins anew.
        key={waiting.map(({ personId }) => personId).join()}
        action={openFloatAction}
        label={t('open')}
      >
        <SelectField
          name="personId"
          label={t('person')}
          choose={t('choose')}
          options={waiting.map(({ personId, name }) => ({ value: personId, label: name }))}
        />
        <MoneyField name="amount" label={t('amount')} currency={currency} />
        <IdempotencyKey name="key" value={formKey} />
        <SubmitButton>{t('action')}</SubmitButton>
      </CommandForm>
    </Card>
  );
}
