import { useTranslations } from 'next-intl';
import { CommandForm, IdempotencyKey } from '@/components/form/command-form';
import { MoneyField } from '@/components/form/money-field';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Card } from '@/components/ui/card';
import { closeDayAction } from './actions';

type Props = { day: string; isFirst: boolean; currency: string; formKey: string };

/** Closes a day with a count of the cash in the drawer. */
export function CountCash({ day, isFirst, currency, formKey }: Props) {
  const t = useTranslations('float.count');
  return (
    <Card title={t('title')} description={isFirst ? t('firstText') : t('text')}>
      <CommandForm action={closeDayAction} label={t('title')}>
        <input type="hidden" name="day" value={day} />
        <IdempotencyKey name="key" value={formKey} />
        <MoneyField name="cashCounted" label={t('counted')} currency={currency} />
        <TextField
          name="note"
          label={t('note')}
          hint={t('noteHint')}
          optional
          maxLength={300}
          autoComplete="off"
        />
        <SubmitButton>{t('action', { day })}</SubmitButton>
      </CommandForm>
    </Card>
  );
}
