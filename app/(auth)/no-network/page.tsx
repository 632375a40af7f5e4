import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { currentTenant } from '@/lib/entry/request-facts';
import { AuthFrame } from '../frame';
import { reportOutageAction } from './actions';
import { ReportForm } from './form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('outage.report'))('title') };
}

/** For somebody whose telephone has gone quiet, or who stands beside them: it holds back, and asks for no sign-in. */
export default async function NoNetworkPage() {
  const t = await getTranslations('outage.report');
  const { settings } = await currentTenant();
  const hours = settings.swap.outageMs / 3_600_000;
  const aside = (
    <p className="flex flex-wrap justify-center gap-x-5 gap-y-2">
      <Link href="/no-network/status">{t('haveCase')}</Link>
      <Link href="/recover">{t('lostAll')}</Link>
      <Link href="/sign-in">{t('signIn')}</Link>
    </p>
  );
  return (
    <AuthFrame title={t('title')} description={t('description', { hours })} aside={aside}>
      <ReportForm
        action={reportOutageAction}
        words={{
          ...{ title: t('title'), number: t('number'), submit: t('submit') },
          ...{ birthDate: t('birthDate'), birthDateHint: t('birthDateHint') },
          ...{ safe: t('safe'), safeText: t('safeText', { hours }) },
          ...{ caseNumber: t('caseNumber'), secret: t('secret'), keep: t('keep'), see: t('see') },
        }}
      />
    </AuthFrame>
  );
}
