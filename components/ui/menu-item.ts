/** How a link or a button looks in the sheet of a menu. */
export const menuItem =
  'flex min-h-control-small w-full items-center gap-2.5 rounded-md px-2.5 py-1.5 text-left hover:bg-sunken ' +
  '-outline-offset-2 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-soft';
