import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { Disclosure } from '@/components/ui/disclosure';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { currentActor } from '@/lib/entry/current-actor';
import { lookAgain } from '@/lib/entry/look-again';
import { show } from '@/lib/entry/page';
import { may } from '@/lib/policy/actor';
import { previewPrices } from '@/lib/wallet/prices/preview';
import { ROWS } from '@/lib/wallet/prices/price-table';
import { type ShownPrices, showPrices } from '@/lib/wallet/prices/propose-prices';
import { filterOf, type SearchParams } from '../../../../list-filter';
import { PriceTable } from '../price-table';
import { PriceEditor } from './editor';
import { PreviewCard } from './preview';
import { typedRowsOf } from './typed-rows';

type Props = { params: Promise<{ kind: string }>; searchParams: SearchParams };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rules.prices'))('title') };
}

const NAMES = ROWS.flatMap((row) => [`upTo${row}`, `price${row}`]);

/** One table of prices: the editor, what a change would have made of last month, and every version that was valid. */
export default async function PricePage({ params, searchParams }: Props) {
  const { kind } = await params;
  const typed = await filterOf(searchParams, NAMES);
  const { tables, currency } = await show(showPrices);
  const table = tables.find((one) => one.kind === kind);
  if (!table) notFound();
  const [t, actor] = [await getTranslations('rules.prices'), await currentActor()];
  const asked = Object.keys(typed).length > 0;
  const seen = asked ? await lookAgain(previewPrices, { kind, ...typed }) : undefined;
  const standing = typedRowsOf(table.bands, currency);
  const rows = asked ? typed : standing;
  return (
    <>
      <PageHeader
        title={t(`kind.${table.kind}`)}
        description={t('version', { version: String(table.version) })}
        back={{ href: '/admin/money/prices', label: t('title') }}
      />
      <div className="space-y-5">
        <PriceEditor kind={table.kind} currency={currency} rows={rows} />
        {seen?.refused ? <Alert tone="stop">{seen.refused}</Alert> : null}
        {seen?.output ? (
          <PreviewCard preview={seen.output} typed={typed} mayPropose={may(actor, 'price.propose')} />
        ) : null}
        <Versions table={table} currency={currency} />
      </div>
    </>
  );
}

async function Versions({ table, currency }: { table: ShownPrices['tables'][number]; currency: string }) {
  const t = await getTranslations('rules.prices');
  return (
    <Card title={t('history')}>
      {table.history.length === 0 ? <p className="text-ink-soft">{t('noHistory')}</p> : null}
      <div className="space-y-3">
        {table.history.map(({ version, bands, validFrom, madeBy, approvedBy }) => (
          <Disclosure
            key={version}
            title={
              <span>
                {t('version', { version: String(version) })}, {t('validFrom')}{' '}
                <Time value={validFrom} shape="exact" />
              </span>
            }
          >
            {madeBy ? (
              <p className="mb-3">{t('hands', { maker: madeBy, checker: approvedBy ?? '–' })}</p>
            ) : (
              <p className="mb-3">{t('first')}</p>
            )}
            <PriceTable
              bands={bands}
              currency={currency}
              caption={t('version', { version: String(version) })}
            />
          </Disclosure>
        ))}
      </div>
    </Card>
  );
}
