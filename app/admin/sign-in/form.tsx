'use client';

import { type ReactNode, useId } from 'react';
import { Field, FieldError, type FieldProps } from '@/components/form/field';
import { useCommandForm } from '@/components/form/form-context';
import { TextField } from '@/components/form/text-field';
import { Checkbox } from '@/components/ui/checkbox';
import { Label } from '@/components/ui/label';
import { Select } from '@/components/ui/select';

type Option = { value: string; label: string; hint?: string };

/** What was ticked when the page was rendered anew after a refusal; undefined before one. */
function useTicked(name: string): string[] | undefined {
  const { state, typedIn } = useCommandForm();
  if (state.status !== 'refused' || !state.values) return undefined;
  return typedIn(name)?.split('\n') ?? [];
}

type BoxesProps = { name: string; legend: string; options: Option[]; ticked: string[] };

/** Boxes of one name: several are sent as a list. */
export function Boxes({ name, legend, options, ticked }: BoxesProps) {
  const { errorOf } = useCommandForm();
  const now = useTicked(name) ?? ticked;
  const error = errorOf(name);
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-small">{legend}</legend>
      <div className="grid gap-x-6 gap-y-1 sm:grid-cols-2 lg:grid-cols-3">
        {options.map(({ value, label, hint }) => (
          <Checkbox
            key={value}
            name={name}
            value={value}
            label={label}
            hint={hint}
            defaultChecked={now.includes(value)}
          />
        ))}
      </div>
      {error ? <FieldError>{error}</FieldError> : null}
    </fieldset>
  );
}

type BoxProps = { name: string; label: string; hint?: string; ticked?: boolean };

/** One box: `on` where it is ticked. */
export function Box({ name, label, hint, ticked = false }: BoxProps) {
  const { errorOf } = useCommandForm();
  const now = useTicked(name);
  const error = errorOf(name);
  return (
    <div>
      <Checkbox
        name={name}
        value="on"
        label={label}
        hint={hint}
        aria-invalid={error ? true : undefined}
        defaultChecked={now ? now.includes('on') : ticked}
      />
      {error ? <FieldError>{error}</FieldError> : null}
    </div>
  );
}

type DemandProps = { role: string; label: string; demand: string; options: Option[]; fixed?: ReactNode };

/** What is asked of one role; what the field asks always is told and not chosen. */
export function DemandField({ role, label, demand, options, fixed }: DemandProps) {
  const id = useId();
  const { typedIn } = useCommandForm();
  const prefix = `${role}:`;
  const typed = typedIn('demands')
    ?.split('\n')
    .find((one) => one.startsWith(prefix));
  if (fixed)
    return (
      <div className="min-w-0">
        <p className="mb-1.5 font-medium text-small">{label}</p>
        <p className="flex min-h-control items-center text-ink-soft">{fixed}</p>
      </div>
    );
  return (
    <div className="min-w-0">
      <div className="mb-1.5">
        <Label htmlFor={id}>{label}</Label>
      </div>
      <Select id={id} name="demands" defaultValue={typed ?? `${prefix}${demand}`}>
        {options.map((option) => (
          <option key={option.value} value={`${prefix}${option.value}`}>
            {option.label}
          </option>
        ))}
      </Select>
    </div>
  );
}

type NumberProps = { name: string; label: string; value: number; min: number; max: number; hint?: string };

/** A whole number within bounds. */
export function NumberField({ value, ...field }: NumberProps) {
  return (
    <TextField {...field} type="number" inputMode="numeric" autoComplete="off" defaultValue={String(value)} />
  );
}

/** Words or ids, one a line. */
export function LinesField(props: FieldProps & { mono?: boolean }) {
  const { mono, ...field } = props;
  return (
    <Field {...field} optional>
      {(control) => (
        <textarea
          {...control}
          rows={3}
          spellCheck={false}
          className={`w-full rounded-md border border-line-strong bg-surface px-3 py-2 text-body text-ink hover:border-ink-soft disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-soft aria-invalid:border-stop ${mono ? 'font-mono' : ''}`}
        />
      )}
    </Field>
  );
}
