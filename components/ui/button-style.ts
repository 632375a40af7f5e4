import { tv, type VariantProps } from 'tailwind-variants/lite';

/** How everything that is pressed looks: buttons, and links that stand where a button would. */
export const buttonStyle = tv({
  base: [
    'relative inline-flex select-none items-center justify-center gap-2 whitespace-nowrap rounded-md font-medium',
    'transition-colors duration-100 aria-disabled:cursor-not-allowed disabled:cursor-not-allowed',
    'aria-disabled:opacity-60 disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0',
  ],
  variants: {
    variant: {
      primary: 'bg-accent text-on-fill shadow-low hover:bg-accent-strong',
      secondary: 'border border-line bg-surface text-ink shadow-low hover:bg-sunken',
      ghost: 'text-ink-soft hover:bg-sunken hover:text-ink',
      danger: 'bg-stop-fill text-on-fill shadow-low hover:bg-stop-fill-strong',
    },
    size: {
      sm: 'h-control-small px-2.5 text-small',
      md: 'h-control px-3.5 text-body',
      lg: 'h-12 px-5 text-body',
    },
    iconOnly: { true: 'px-0' },
    wide: { true: 'w-full' },
  },
  compoundVariants: [
    { iconOnly: true, size: 'sm', class: 'w-control-small' },
    { iconOnly: true, size: 'md', class: 'w-control' },
    { iconOnly: true, size: 'lg', class: 'w-12' },
  ],
  defaultVariants: { variant: 'secondary', size: 'md' },
});

export type ButtonLook = VariantProps<typeof buttonStyle>;
