import { useTranslations } from 'next-intl';
import { Money } from '@/components/ui/money';
import type { FlowDay, FlowWords } from './flow-bars';

type Props = { currency: string; days: FlowDay[]; words: FlowWords };

/** The numbers behind the bars, folded away until somebody wants them. */
export function FlowTable({ currency, days, words }: Props) {
  const t = useTranslations('ui.flow');
  return (
    <details className="mt-2">
      <summary className="w-fit rounded-sm text-accent-ink text-small hover:underline">
        {t('asTable')}
      </summary>
      <table className="mt-2 w-full text-small">
        <thead>
          <tr className="text-ink-soft *:py-1 *:font-medium">
            <th scope="col" className="text-left">
              {t('period')}
            </th>
            <th scope="col" className="text-right">
              {words.in}
            </th>
            <th scope="col" className="text-right">
              {words.out}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {days.map((day) => (
            <tr key={day.key} className="*:py-1">
              <th scope="row" className="text-left font-normal">
                {day.label}
              </th>
              <td className="text-right">
                <Money amount={day.in} currency={currency} />
              </td>
              <td className="text-right">
                <Money amount={day.out} currency={currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
