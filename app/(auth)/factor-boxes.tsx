'use client';

import { FieldError } from '@/components/form/field';
import { useCommandForm } from '@/components/form/form-context';
import { Checkbox } from '@/components/ui/checkbox';

type Props = {
  legend: string;
  hint: string;
  factors: { id: string; label: string }[];
  /** Whether all of them are taken for lost until somebody says which are not. */
  allTicked?: boolean;
};

/** The second factors of somebody, to be ticked where they are lost: several boxes of one name are sent as a list. */
export function FactorBoxes({ legend, hint, factors, allTicked = false }: Props) {
  const { state, errorOf, typedIn } = useCommandForm();
  const typed = typedIn('factorIds')?.split('\n');
  const isTicked = (id: string) => typed?.includes(id) ?? (allTicked && state.status === 'idle');
  const error = errorOf('factorIds');
  return (
    <fieldset aria-describedby="factors-hint">
      <legend className="font-medium">{legend}</legend>
      <p id="factors-hint" className="text-ink-soft text-small">
        {hint}
      </p>
      {error ? <FieldError>{error}</FieldError> : null}
      {factors.map(({ id, label }) => (
        <Checkbox key={id} name="factorIds" value={id} label={label} defaultChecked={isTicked(id)} />
      ))}
    </fieldset>
  );
}
