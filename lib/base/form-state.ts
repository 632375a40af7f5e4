/** What a form's action answers; the same type before and after JavaScript has loaded. */
export type FormState =
  | { status: 'idle' }
  | { status: 'done'; output: unknown; message?: string }
  | {
      status: 'refused';
      code: string;
      message: string;
      /** The field that `message` is about, by its name. */
      field?: string;
      fieldErrors?: Record<string, string[]>;
      /** What was typed, without secrets, so that a page rendered anew can show it again. */
      values?: Record<string, string>;
    };

export type FormAction = (prev: FormState, data: FormData) => Promise<FormState>;

export const idle: FormState = { status: 'idle' };
