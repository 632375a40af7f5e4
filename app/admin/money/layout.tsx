import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { NavLink } from '@/components/shell/nav-link';
import { tabStyle } from '@/components/ui/tab-style';
import { currentActor } from '@/lib/entry/current-actor';
import { MONEY_PAGES } from './sub-pages';

/** The pages about money, one beside the other, as far as somebody's permissions reach. */
export default async function MoneyLayout({ children }: { children: ReactNode }) {
  const [t, actor] = [await getTranslations('books.pages'), await currentActor()];
  const allowed = new Set<string>(actor.kind === 'person' ? actor.principal.permissions : []);
  return (
    <>
      <nav aria-label={t('title')} className="mb-5 flex flex-wrap gap-1">
        {MONEY_PAGES.filter(([, , permission]) => allowed.has(permission)).map(([href, label]) => (
          <NavLink key={href} href={href} exact={href === '/admin/money'} className={tabStyle}>
            {t(label)}
          </NavLink>
        ))}
      </nav>
      {children}
    </>
  );
}
