import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { startWithdrawalAction } from '../actions';
import { LastLook } from '../last-look';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pending.agent'))('confirmTitle') };
}

type Props = { searchParams: Promise<{ offer?: string }> };

/** The last look before the customer is asked. */
export default async function ConfirmWithdrawalPage({ searchParams }: Props) {
  const { offer } = await searchParams;
  return <LastLook offer={offer} path="/agent/withdraw" action={startWithdrawalAction} />;
}
