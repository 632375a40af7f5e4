import { Ellipsis } from '@/components/ui/icons';
import { Menu } from '@/components/ui/menu';
import { menuItem } from '@/components/ui/menu-item';
import type { NavItem } from './nav-item';
import { NavLink } from './nav-link';

const look =
  'relative flex h-14 min-w-0 flex-col items-center justify-center gap-1 px-1 font-medium text-ink-soft text-[0.6875rem] ' +
  'leading-none -outline-offset-2 aria-[current]:text-accent-ink [&_svg]:size-5';

/** The portal under the thumb: four places, and the others under "More". */
export function BottomBar({ nav, label, more }: { nav: NavItem[]; label: string; more: string }) {
  const shown = nav.length > 5 ? nav.slice(0, 4) : nav;
  const rest = nav.slice(shown.length);
  return (
    <nav
      aria-label={label}
      className="fixed inset-x-0 bottom-0 z-20 border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="mx-auto grid max-w-lg auto-cols-fr grid-flow-col">
        {shown.map((item) => (
          <li key={item.href} className="min-w-0">
            <NavLink href={item.href} exact={item.exact} className={look}>
              {item.icon}
              <span className="max-w-full truncate">{item.label}</span>
              {item.count ? (
                <span className="absolute top-1.5 left-1/2 ml-1.5 rounded-full bg-accent px-1 py-px text-on-fill text-[0.625rem] leading-none">
                  {item.count}
                </span>
              ) : null}
            </NavLink>
          </li>
        ))}
        {rest.length > 0 ? (
          <li className="min-w-0">
            <Menu
              place="above-end"
              triggerClass={`${look} w-full cursor-pointer`}
              trigger={
                <>
                  <Ellipsis />
                  <span className="max-w-full truncate">{more}</span>
                </>
              }
            >
              {rest.map((item) => (
                <NavLink
                  key={item.href}
                  href={item.href}
                  exact={item.exact}
                  className={`${menuItem} aria-[current]:font-medium aria-[current]:text-accent-ink`}
                >
                  {item.icon}
                  {item.label}
                  {item.count ? (
                    <span className="ml-auto text-caption text-ink-soft">{item.count}</span>
                  ) : null}
                </NavLink>
              ))}
            </Menu>
          </li>
        ) : null}
      </ul>
    </nav>
  );
}
