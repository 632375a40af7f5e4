import { useTranslations } from 'next-intl';

type Detail = { name: string; before?: string; after: string };

/** What an event changed: each detail with what it was and what it became, where both are known. */
export function Change({ change }: { change: Record<string, unknown> | null }) {
  const t = useTranslations('audit.event');
  const details = Object.entries(change ?? {}).map(([name, value]) => detailOf(name, value));
  if (details.length === 0) return <p className="text-ink-soft">{t('noChange')}</p>;
  const isPaired = details.some(({ before }) => before !== undefined);
  const cell = 'py-2 pr-4 align-top break-words';
  return (
    <table className="w-full table-fixed text-left">
      <thead>
        <tr className="border-line border-b text-ink-soft text-small">
          <th scope="col" className="w-1/4 py-2 pr-4 font-medium">
            {t('field')}
          </th>
          {isPaired ? (
            <th scope="col" className="py-2 pr-4 font-medium">
              {t('before')}
            </th>
          ) : null}
          <th scope="col" className="py-2 pr-4 font-medium">
            {isPaired ? t('after') : t('value')}
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {details.map(({ name, before, after }) => (
          <tr key={name}>
            <th scope="row" className={`${cell} font-mono font-normal text-small`}>
              {name}
            </th>
            {isPaired ? <td className={`${cell} text-ink-soft`}>{before ?? ''}</td> : null}
            <td className={cell}>{after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A pair is what was and what became of it. */
function detailOf(name: string, value: unknown): Detail {
  if (Array.isArray(value) && value.length === 2)
    return { name, before: spell(value[0]), after: spell(value[1]) };
  return { name, after: spell(value) };
}

function spell(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(spell).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
