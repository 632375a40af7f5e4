import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { ChevronDown } from '@/components/ui/icons';
import { Menu } from '@/components/ui/menu';
import { menuItem } from '@/components/ui/menu-item';
import type { NavItem } from './nav-item';
import { NavLink } from './nav-link';
import { Preferences, type Theme } from './preferences';

export interface PersonMenuProps {
  person: { name: string; email: string | null };
  links: NavItem[];
  theme: Theme;
  /** The form that signs out. */
  signOut: ReactNode;
}

/** Who is signed in, what is theirs, how the pages look to them, and the way out. */
export function PersonMenu({ person, links, theme, signOut }: PersonMenuProps) {
  const t = useTranslations('shell');
  return (
    <Menu
      label={t('account', { name: person.name })}
      look={{ size: 'md' }}
      trigger={
        <>
          <Avatar name={person.name} className="size-7 text-caption" />
          <ChevronDown className="max-md:hidden" />
        </>
      }
    >
      <div className="w-72 max-w-full">
        <div className="px-2.5 pt-1.5 pb-2.5">
          <p className="truncate font-medium">{person.name}</p>
          {person.email ? <p className="truncate text-ink-soft text-small">{person.email}</p> : null}
        </div>
        {links.length > 0 ? (
          <div className="border-line border-t py-1">
            {links.map((link) => (
              <NavLink key={link.href} href={link.href} exact={link.exact} className={menuItem}>
                {link.icon}
                {link.label}
              </NavLink>
            ))}
          </div>
        ) : null}
        <div className="border-line border-t px-2 py-2.5">
          <Preferences theme={theme} />
        </div>
        <div className="border-line border-t pt-1">{signOut}</div>
      </div>
    </Menu>
  );
}
