/** The part of a control that a check needs; the browser's own controls have it. */
export interface Checkable {
  name: string;
  type?: string;
  minLength?: number;
  maxLength?: number;
  willValidate: boolean;
  validationMessage: string;
  validity: ValidityState;
}

type Say = (
  key: 'required' | 'tooShort' | 'tooLong' | 'email' | 'pattern' | 'number' | 'date' | 'range',
  values?: { count: number },
) => string;

/**
 * Takes the controls of a form and gives, by name, what is wrong with each in our words rather than in those
 * of the browser. It saves a slow round trip; the door checks everything again.
 */
export function checkFields(controls: Iterable<Checkable>, say: Say): Record<string, string[]> {
  const errors: Record<string, string[]> = {};
  for (const control of controls) {
    if (!control.name || !control.willValidate || control.validity.valid || errors[control.name]) continue;
    errors[control.name] = [wordsFor(control, say)];
  }
  return errors;
}

function wordsFor({ validity, type, validationMessage, minLength, maxLength }: Checkable, say: Say): string {
  if (validity.customError) return validationMessage;
  if (validity.badInput) return say(type === 'date' ? 'date' : 'number');
  if (validity.valueMissing) return say('required');
  if (validity.typeMismatch && type === 'email') return say('email');
  if (validity.tooShort) return say('tooShort', { count: minLength ?? 0 });
  if (validity.tooLong) return say('tooLong', { count: maxLength ?? 0 });
  if (validity.rangeUnderflow || validity.rangeOverflow || validity.stepMismatch) return say('range');
  return say('pattern');
}
