import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { NavLink } from '@/components/shell/nav-link';
import { currentActor } from '@/lib/entry/current-actor';
import { MONEY_PAGES } from './sub-pages';

const look =
  'inline-flex h-control items-center whitespace-nowrap rounded-md px-3 text-ink-soft text-small hover:bg-sunken hover:text-ink ' +
  'aria-[current=page]:bg-sunken aria-[current=page]:font-medium aria-[current=page]:text-ink';

/** The pages about money, one beside the other, as far as somebody's permissions reach. */
export default async function MoneyLayout({ children }: { children: ReactNode }) {
  const [t, actor] = [await getTranslations('books.pages'), await currentActor()];
  const allowed = new Set<string>(actor.kind === 'person' ? actor.principal.permissions : []);
  return (
    <>
      <nav aria-label={t('title')} className="mb-5 flex flex-wrap gap-1">
        {MONEY_PAGES.filter(([, , permission]) => allowed.has(permission)).map(([href, label]) => (
          <NavLink key={href} href={href} exact={href === '/admin/money'} className={look}>
            {t(label)}
          </NavLink>
        ))}
      </nav>
      {children}
    </>
  );
}
