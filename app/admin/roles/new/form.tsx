'use client';

import { FieldError } from '@/components/form/field';
import { useCommandForm } from '@/components/form/form-context';
import { Checkbox } from '@/components/ui/checkbox';

type Option = { value: string; label: string; note: string };

/** The permissions that somebody can put into a role, as boxes of one name: several are sent as a list. */
export function PermissionBoxes({
  legend,
  hint,
  options,
}: {
  legend: string;
  hint: string;
  options: Option[];
}) {
  const { errorOf, typedIn } = useCommandForm();
  const ticked = typedIn('permissions')?.split('\n') ?? [];
  const error = errorOf('permissions') ?? errorOf('permissions.0');
  return (
    <fieldset aria-describedby="permissions-hint">
      <legend className="font-medium">{legend}</legend>
      <p id="permissions-hint" className="mb-3 text-ink-soft text-small">
        {hint}
      </p>
      {error ? <FieldError>{error}</FieldError> : null}
      <div className="grid gap-x-6 gap-y-2 sm:grid-cols-2 xl:grid-cols-3">
        {options.map(({ value, label, note }) => (
          <Checkbox
            key={value}
            name="permissions"
            value={value}
            label={label}
            hint={note}
            defaultChecked={ticked.includes(value)}
          />
        ))}
      </div>
    </fieldset>
  );
}
