import { Refusal } from '../../base/refusal';

/** Nobody of the staff decides about a number that is their own. */
export const isYourOwn = () =>
  new Refusal('number_is_your_own', 'This is your own number. A colleague takes care of it.', {
    status: 403,
  });
