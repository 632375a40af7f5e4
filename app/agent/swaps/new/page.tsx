import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageHeader } from '@/components/ui/page-header';
import { lookAgain } from '@/lib/entry/look-again';
import { findSwapNumber } from '@/lib/sim/swap/find';
import { filterOf, type SearchParams } from '../../../list-filter';
import { CardStep } from './card-step';
import { NumberStep } from './number-step';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('swap.guide'))('title') };
}

/** The number, then the card and the reason: what comes after is the customer's, on their own device. */
export default async function NewSwapPage({ searchParams }: { searchParams: SearchParams }) {
  const { msisdn, iccid } = await filterOf(searchParams, ['msisdn', 'iccid'] as const);
  const t = await getTranslations('swap.guide');
  const { output, refused } = await lookAgain(findSwapNumber, { msisdn });
  const found = output?.found;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        back={{ href: '/agent/swaps', label: (await getTranslations('swap'))('title') }}
      />
      {msisdn && found ? (
        <CardStep msisdn={msisdn} found={found} iccid={iccid} />
      ) : (
        <NumberStep msisdn={msisdn} iccid={iccid} problem={refused} />
      )}
    </>
  );
}
