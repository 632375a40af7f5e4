import type { ReactNode } from 'react';

/** The name of a field, above it. */
export function Label({ htmlFor, children }: { htmlFor: string; children: ReactNode }) {
  return (
    <label htmlFor={htmlFor} className="block font-medium text-small">
      {children}
    </label>
  );
}
