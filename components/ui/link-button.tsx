import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import { type ButtonLook, buttonStyle } from './button-style';

export interface LinkButtonProps extends Omit<ComponentProps<typeof Link>, 'style'>, ButtonLook {
  icon?: ReactNode;
}

/** A link that looks like a button: for going somewhere, never for doing something. */
export function LinkButton({
  icon,
  variant,
  size,
  iconOnly,
  wide,
  className,
  children,
  ...rest
}: LinkButtonProps) {
  return (
    <Link {...rest} className={buttonStyle({ variant, size, iconOnly, wide }, className)}>
      {icon}
      {children}
    </Link>
  );
}
