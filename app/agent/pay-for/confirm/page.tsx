import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LastLook } from '../../withdraw/last-look';
import { startOnBehalfAction } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pending.agent'))('confirmTitle') };
}

type Props = { searchParams: Promise<{ offer?: string }> };

/** The last look before the customer is asked to pay somebody. */
export default async function ConfirmPaymentPage({ searchParams }: Props) {
  const { offer } = await searchParams;
  return <LastLook offer={offer} path="/agent/pay-for" action={startOnBehalfAction} />;
}
