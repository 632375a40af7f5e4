import type { ComponentProps, ReactNode } from 'react';
import { type ButtonLook, buttonStyle } from './button-style';
import { Spinner } from './spinner';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'style'>, ButtonLook {
  /** The deed is under way: the label stays, a spinner joins it, and the button keeps the focus. */
  pending?: boolean;
  icon?: ReactNode;
}

/** A button. It is `type="button"` unless it says otherwise, so that none submits a form by accident. */
export function Button({
  pending,
  icon,
  variant,
  size,
  iconOnly,
  wide,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={pending || undefined}
      aria-disabled={pending || rest['aria-disabled']}
      className={buttonStyle({ variant, size, iconOnly, wide }, className)}
    >
      {pending ? <Spinner /> : icon}
      {children}
    </button>
  );
}
