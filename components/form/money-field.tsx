'use client';

import { Input } from '@/components/ui/input';
import { Field, type FieldProps } from './field';
import { amount, reformat } from './reformat';
import { spell } from './spell';

const spelled = spell(amount);

export interface MoneyFieldProps extends FieldProps {
  currency: string;
}

/** An amount in whole units of its currency ("1 500"), sent as it is shown: the door reads every grouping. */
export function MoneyField({ currency, ...field }: MoneyFieldProps) {
  return (
    <Field {...field}>
      {({ defaultValue = '', ...control }) => (
        <div className="relative">
          <Input
            {...control}
            {...spelled}
            defaultValue={reformat({ text: defaultValue, caret: 0 }, amount).text}
            inputMode="decimal"
            autoComplete="off"
            className="pr-14 text-right"
          />
          <span
            aria-hidden="true"
            className="pointer-events-none absolute inset-y-0 right-0 flex items-center pr-3 text-ink-soft text-small"
          >
            {currency}
          </span>
        </div>
      )}
    </Field>
  );
}
