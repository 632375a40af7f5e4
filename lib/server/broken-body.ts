import { Refusal } from '../base/refusal';

/** The answer to a body that cannot be read: half a form, half a JSON, broken text. */
export const brokenBody = () =>
  new Refusal(
    'body_broken',
    'What was sent cannot be read, so nothing was done. Load the page again and repeat it.',
    {
      status: 400,
    },
  );
