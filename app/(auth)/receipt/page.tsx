import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { DescriptionList } from '@/components/ui/description-list';
import { Input } from '@/components/ui/input';
import { Money } from '@/components/ui/money';
import { Time } from '@/components/ui/time';
import { atEvenTime } from '@/lib/entry/even-time';
import { lookAgain } from '@/lib/entry/look-again';
import { type CheckedReceipt, checkReceipt } from '@/lib/wallet/check-receipt';
import { filterOf, type SearchParams } from '../../list-filter';
import { AuthFrame } from '../frame';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('statement.check'))('title') };
}

/** Tells anybody whether a receipt's number is true, and never whose money it was. */
export default async function CheckReceiptPage({ searchParams }: { searchParams: SearchParams }) {
  const { number } = await filterOf(searchParams, ['number'] as const);
  const t = await getTranslations('statement.check');
  // What no receipt's number can hold is left out: then it is a number that nobody was given.
  const asked =
    number &&
    (number
      .replace(/[^0-9A-Za-z -]/g, '')
      .trim()
      .slice(0, 64) ||
      '-');
  const checked = asked ? await atEvenTime(() => lookAgain(checkReceipt, { number: asked })) : undefined;
  return (
    <AuthFrame
      title={t('title')}
      description={t('description')}
      aside={<Link href="/sign-in">{t('signIn')}</Link>}
    >
      <form action="/receipt" className="space-y-4">
        <div>
          <label htmlFor="number" className="mb-1.5 block font-medium">
            {t('number')}
          </label>
          <Input
            id="number"
            name="number"
            defaultValue={asked}
            maxLength={64}
            required
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            className="font-mono"
          />
        </div>
        <Button type="submit" variant="primary">
          {t('check')}
        </Button>
      </form>
      {checked ? (
        <div role="status" className="mt-6">
          {checked.output?.receipt ? (
            <Found receipt={checked.output.receipt} />
          ) : (
            <Alert tone="look" title={t('unknown')}>
              {checked.refused ?? t('unknownText')}
            </Alert>
          )}
        </div>
      ) : null}
    </AuthFrame>
  );
}

async function Found({ receipt }: { receipt: CheckedReceipt }) {
  const t = await getTranslations('statement.check');
  const { operation, state, amount, currency, at } = receipt;
  return (
    <DescriptionList
      facts={[
        {
          term: t('state'),
          detail: <Badge tone={state === 'posted' ? 'fine' : 'look'}>{t(`state_${state}`)}</Badge>,
        },
        { term: t('operation'), detail: t(`operation_${operation}`) },
        { term: t('amount'), detail: <Money amount={amount} currency={currency} /> },
        { term: t('at'), detail: <Time value={at} shape="exact" /> },
      ]}
    />
  );
}
