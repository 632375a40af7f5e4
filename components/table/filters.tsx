import { type ReactNode, useId } from 'react';
import { Search } from '@/components/ui/icons';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';

interface FilterProps {
  name: string;
  label: string;
  /** What the address says now. */
  value?: string;
}

function Labelled({
  id,
  label,
  className,
  children,
}: {
  id: string;
  label: string;
  className: string;
  children: ReactNode;
}) {
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block text-caption text-ink-soft">
        {label}
      </label>
      {children}
    </div>
  );
}

/** A word to search for. */
export function FilterSearch({ name, label, value, placeholder }: FilterProps & { placeholder?: string }) {
  const id = useId();
  return (
    <Labelled id={id} label={label} className="min-w-48 flex-1 sm:max-w-72">
      <div className="relative">
        <Search className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-soft" />
        <Input
          key={value}
          id={id}
          name={name}
          type="search"
          defaultValue={value}
          placeholder={placeholder}
          autoComplete="off"
          className="pl-9"
        />
      </div>
    </Labelled>
  );
}

/** A day, or another short value that is typed. */
export function FilterText({ name, label, value, type = 'text' }: FilterProps & { type?: 'date' | 'text' }) {
  const id = useId();
  return (
    <Labelled id={id} label={label} className="min-w-36 max-sm:flex-1">
      <Input key={value} id={id} name={name} type={type} defaultValue={value} autoComplete="off" />
    </Labelled>
  );
}

export interface FilterSelectProps extends FilterProps {
  /** The word for "no filter". */
  all: string;
  options: { value: string; label: string }[];
}

/** One out of a short list, or all. */
export function FilterSelect({ name, label, value, all, options }: FilterSelectProps) {
  const id = useId();
  return (
    <Labelled id={id} label={label} className="min-w-36 max-w-full max-sm:flex-1">
      <Select key={value} id={id} name={name} defaultValue={value}>
        <option value="">{all}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    </Labelled>
  );
}
