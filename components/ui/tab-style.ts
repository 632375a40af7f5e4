/** How links to pages that stand beside each other look; the one that is read is marked. */
export const tabStyle =
  'inline-flex h-control items-center whitespace-nowrap rounded-md px-3 text-ink-soft text-small hover:bg-sunken hover:text-ink ' +
  'aria-[current=page]:bg-sunken aria-[current=page]:font-medium aria-[current=page]:text-ink';
