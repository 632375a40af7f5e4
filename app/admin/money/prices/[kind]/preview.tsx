import { useTranslations } from 'next-intl';
import { CommandForm, IdempotencyKey } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { type Column, DataTable } from '@/components/table/data-table';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Money } from '@/components/ui/money';
import { newIdempotencyKey } from '@/lib/entry/idempotency-key';
import type { Preview, PreviewLine } from '@/lib/wallet/prices/preview';
import { proposePricesAction } from './actions';

type Props = {
  preview: Preview;
  typed: Readonly<Record<string, string | undefined>>;
  mayPropose: boolean;
};

/** What a table would have made of last month, and the form that proposes it. */
export function PreviewCard({ preview, typed, mayPropose }: Props) {
  const t = useTranslations('rules.prices');
  const { currency, lines, month, count, booked, earnedNow, earnedThen, fee } = preview;
  const say = (minor: bigint, signed = false) => <Money amount={minor} currency={currency} signed={signed} />;
  return (
    <section id="preview" className="space-y-5">
      <Card
        flush
        title={t('wouldHave', { month })}
        description={t(fee ? 'wouldHaveEarned' : 'wouldHavePaid', { count })}
      >
        <DataTable
          caption={t('wouldHave', { month })}
          rows={lines}
          rowKey={({ from }) => String(from)}
          columns={columnsOf(currency, t)}
          empty={null}
        />
      </Card>
      <Card title={t('total')} className="max-w-xl">
        <DescriptionList
          facts={[
            { term: t('booked'), detail: say(booked) },
            { term: t('byNow'), detail: say(earnedNow) },
            { term: t('byThen'), detail: say(earnedThen) },
            {
              term: t('difference'),
              detail: <strong className="font-semibold">{say(earnedThen - earnedNow, true)}</strong>,
            },
          ]}
        />
        {mayPropose ? (
          <CommandForm action={proposePricesAction} label={t('propose')} className="mt-4 space-y-4">
            <input type="hidden" name="kind" value={preview.kind} />
            {Object.entries(typed).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            <IdempotencyKey name="key" value={newIdempotencyKey()} />
            <TextField
              name="reason"
              label={t('reason')}
              hint={t('reasonHint')}
              maxLength={300}
              autoComplete="off"
            />
            <SubmitButton>{t('propose')}</SubmitButton>
          </CommandForm>
        ) : null}
      </Card>
    </section>
  );
}

type Words = ReturnType<typeof useTranslations<'rules.prices'>>;

function columnsOf(currency: string, t: Words): Column<PreviewLine>[] {
  const say = (minor: bigint, signed = false) => <Money amount={minor} currency={currency} signed={signed} />;
  return [
    {
      key: 'span',
      header: t('span'),
      cell: ({ from, upTo }) => (
        <>
          {say(from)} – {upTo === null ? t('noEnd') : say(upTo)}
        </>
      ),
    },
    { key: 'count', header: t('count'), align: 'end', cell: ({ count }) => count },
    { key: 'priceNow', header: t('priceNow'), align: 'end', cell: ({ priceNow }) => say(priceNow) },
    { key: 'priceThen', header: t('priceThen'), align: 'end', cell: ({ priceThen }) => say(priceThen) },
    { key: 'earnedThen', header: t('earnedThen'), align: 'end', cell: ({ earnedThen }) => say(earnedThen) },
    {
      key: 'difference',
      header: t('difference'),
      align: 'end',
      cell: ({ earnedNow, earnedThen }) => say(earnedThen - earnedNow, true),
    },
  ];
}
