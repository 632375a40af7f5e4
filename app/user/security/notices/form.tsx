'use client';

import { CommandForm } from '@/components/form/command-form';
import { FieldError } from '@/components/form/field';
import { useCommandForm } from '@/components/form/form-context';
import { SubmitButton } from '@/components/form/submit-button';
import { Checkbox } from '@/components/ui/checkbox';
import type { FormAction } from '@/lib/base/form-state';

type Tick = { value: string; label: string; hint: string; isOpen: boolean; isChosen: boolean };
export type TopicTicks = { name: string; title: string; hint: string; ticks: Tick[] };

/** Ticks of where the notices of each topic go. */
export function NoticesForm(props: {
  action: FormAction;
  topics: TopicTicks[];
  label: string;
  save: string;
}) {
  const { action, topics, label, save } = props;
  return (
    <CommandForm action={action} label={label}>
      {topics.map((topic) => (
        <Topic key={topic.name} {...topic} />
      ))}
      <SubmitButton>{save}</SubmitButton>
    </CommandForm>
  );
}

/** A way that is not open stays ticked where it was: it counts again once its address is confirmed. */
function Topic({ name, title, hint, ticks }: TopicTicks) {
  const { errorOf } = useCommandForm();
  const error = errorOf(name);
  const id = `notices-${name}`;
  return (
    <fieldset aria-describedby={`${id}-hint`}>
      <legend className="font-medium">{title}</legend>
      <p id={`${id}-hint`} className="mb-1 text-ink-soft text-small">
        {hint}
      </p>
      {ticks.map(({ value, label, hint: about, isOpen, isChosen }) => (
        <div key={value}>
          <Checkbox
            name={name}
            value={value}
            label={label}
            hint={about}
            defaultChecked={isChosen}
            disabled={!isOpen}
          />
          {!isOpen && isChosen ? <input type="hidden" name={name} value={value} /> : null}
        </div>
      ))}
      {error ? <FieldError>{error}</FieldError> : null}
    </fieldset>
  );
}
