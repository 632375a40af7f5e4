import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { Time } from '@/components/ui/time';
import type { ShownTrust } from '@/lib/tenant/trust/show-trust';

/** Who changed what, with what it was before. */
export function TrustHistory({ history }: { history: ShownTrust['history'] }) {
  const t = useTranslations('zones.history');
  if (history.length === 0) return null;
  return (
    <Card title={t('title')} flush>
      <ul className="divide-y divide-line">
        {history.map(({ id, at, by, changes }) => (
          <li key={id} className="px-4 py-3 sm:px-5">
            <p className="flex flex-wrap justify-between gap-x-4">
              <Link href={`/admin/audit/${id}`} className="rounded-sm font-medium hover:underline">
                {by ?? t('operator')}
              </Link>
              <span className="text-ink-soft text-small">
                <Time value={at} />
              </span>
            </p>
            {changes.length === 0 ? <p className="text-ink-soft text-small">{t('nothing')}</p> : null}
            <ul className="mt-1 space-y-0.5 text-small">
              {changes.map(({ path, from, to }) => (
                <li key={path} className="break-words">
                  <span className="font-mono text-caption">{path}</span>{' '}
                  {t('change', { from: from || '–', to: to || '–' })}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Card>
  );
}
