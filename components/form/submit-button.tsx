'use client';

import { Button, type ButtonProps } from '@/components/ui/button';
import { useCommandForm } from './form-context';

/** Sends the form around it. While that is on its way it says so and takes no second tap. */
export function SubmitButton({ variant = 'primary', children, ...rest }: ButtonProps) {
  const { pending } = useCommandForm();
  return (
    <Button {...rest} type="submit" variant={variant} pending={pending}>
      {children}
    </Button>
  );
}
