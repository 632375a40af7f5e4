const base =
  'relative inline-flex cursor-pointer select-none items-center justify-center gap-2 whitespace-nowrap rounded-md font-medium ' +
  'transition-colors duration-100 aria-disabled:cursor-not-allowed disabled:cursor-not-allowed ' +
  'aria-disabled:opacity-60 disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0';

const variants = {
  primary: 'bg-accent text-on-fill shadow-low hover:bg-accent-strong',
  secondary: 'border border-line bg-surface text-ink shadow-low hover:bg-sunken',
  ghost: 'text-ink-soft hover:bg-sunken hover:text-ink',
  danger: 'bg-stop-fill text-on-fill shadow-low hover:bg-stop-fill-strong',
};

const sizes = {
  sm: { words: 'h-control-small px-2.5 text-small', icon: 'size-control-small' },
  md: { words: 'h-control px-3.5 text-body', icon: 'size-control' },
  lg: { words: 'h-12 px-5 text-body', icon: 'size-12' },
};

export interface ButtonLook {
  variant?: keyof typeof variants;
  size?: keyof typeof sizes;
  iconOnly?: boolean;
  wide?: boolean;
}

/**
 * How everything that is pressed looks: buttons, and links that stand where a button would. Plain strings: a
 * library for variants costs five kilobytes in every chunk that a button is in.
 */
export function buttonStyle(look: ButtonLook = {}, className = ''): string {
  const { variant = 'secondary', size = 'md', iconOnly, wide } = look;
  const measure = sizes[size][iconOnly ? 'icon' : 'words'];
  return `${base} ${variants[variant]} ${measure} ${wide ? 'w-full' : ''} ${className}`;
}
