import { useTranslations } from 'next-intl';
import { CommandForm } from '@/components/form/command-form';
import { MoneyField } from '@/components/form/money-field';
import { SubmitButton } from '@/components/form/submit-button';
import { Card } from '@/components/ui/card';
import { ROWS } from '@/lib/wallet/prices/price-table';
import { previewAction } from './actions';

type Props = { kind: string; currency: string; rows: Readonly<Record<string, string | undefined>> };

/** The rows of a table of prices. What it would have made of last month is shown before anything is proposed. */
export function PriceEditor({ kind, currency, rows }: Props) {
  const t = useTranslations('rules.prices');
  return (
    <Card title={t('editor')} description={t('editorText')}>
      <CommandForm key={JSON.stringify(rows)} action={previewAction} label={t('editor')}>
        <input type="hidden" name="kind" value={kind} />
        <div className="space-y-3">
          {ROWS.map((row) => (
            <div key={row} className="grid max-w-xl grid-cols-2 gap-3">
              <MoneyField
                name={`upTo${row}`}
                label={t('upToRow', { row: String(row) })}
                currency={currency}
                defaultValue={rows[`upTo${row}`]}
                optional
              />
              <MoneyField
                name={`price${row}`}
                label={t('priceRow', { row: String(row) })}
                currency={currency}
                defaultValue={rows[`price${row}`]}
                optional={row > 1}
              />
            </div>
          ))}
        </div>
        <SubmitButton>{t('preview')}</SubmitButton>
      </CommandForm>
    </Card>
  );
}
