import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SwapFilePage } from '../../../swap-file/file';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('swap'))('title') };
}

export default async function SwapPage({ params }: Props) {
  return <SwapFilePage id={(await params).id} portal="admin" />;
}
