import type { ReactNode } from 'react';
import type { NavItem } from './nav-item';
import { NavLink } from './nav-link';

const look =
  'flex h-control-small items-center gap-2.5 rounded-md px-2.5 text-ink-soft transition-colors duration-100 hover:bg-sunken ' +
  'hover:text-ink aria-[current]:bg-sunken aria-[current]:font-medium aria-[current]:text-ink [&_svg]:size-4 ' +
  '[&_svg]:shrink-0 aria-[current]:[&_svg]:text-accent-ink';

/** The places of a portal, under the headings of their groups. */
export function SidebarNav({ nav, label, top }: { nav: NavItem[]; label: string; top: ReactNode }) {
  const groups = new Map<string, NavItem[]>();
  for (const item of nav) groups.set(item.group ?? '', [...(groups.get(item.group ?? '') ?? []), item]);
  return (
    <nav
      aria-label={label}
      className="sticky top-0 h-dvh overflow-y-auto border-line border-r px-3 pb-4 max-md:hidden"
    >
      {top}
      {[...groups].map(([group, items]) => (
        <div key={group} className="mb-4">
          {group ? <p className="px-2.5 pb-1 font-medium text-caption text-ink-soft">{group}</p> : null}
          <ul className="space-y-0.5">
            {items.map((item) => (
              <li key={item.href}>
                <NavLink href={item.href} exact={item.exact} className={look}>
                  {item.icon}
                  <span className="truncate">{item.label}</span>
                  {item.count ? (
                    <span className="ml-auto text-caption text-ink-soft">{item.count}</span>
                  ) : null}
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
