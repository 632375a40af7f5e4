import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/link-button';
import { currentActor } from '@/lib/entry/current-actor';
import { ownPath } from '@/lib/entry/own-path';
import { sendAway } from '@/lib/entry/page';
import { whyRefused } from '@/lib/entry/why-refused';
import { filterOf, type SearchParams } from '../list-filter';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('policies.refused'))('title') };
}

/** What a page says that is refused for now, by a policy, a zone or a hold: why, and the way back to it. */
export default async function RefusedPage({ searchParams }: { searchParams: SearchParams }) {
  const { what, callbackUrl } = await filterOf(searchParams, ['what', 'callbackUrl'] as const);
  if ((await currentActor()).kind !== 'person') return sendAway('/sign-in');
  const t = await getTranslations('policies.refused');
  const why = await whyRefused(what);
  return (
    <main id="main" className="mx-auto max-w-md px-4 py-16">
      <h1 className="font-semibold text-title">{t('title')}</h1>
      <p className="mt-2 text-ink-soft">{t('text')}</p>
      <div className="my-6">
        <Alert tone={why ? 'look' : 'fine'}>{why ?? t('over')}</Alert>
      </div>
      <div className="flex flex-wrap gap-2">
        <LinkButton href={ownPath(callbackUrl ?? '/')} variant="primary" prefetch={false}>
          {t('again')}
        </LinkButton>
        <LinkButton href="/" prefetch={false}>
          {t('home')}
        </LinkButton>
      </div>
    </main>
  );
}
