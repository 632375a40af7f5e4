import { clock } from '../base/clock';
import { newId } from '../base/id';

/** A key for a form, made when it is drawn: whatever happens on the way, the form counts once. */
export const newIdempotencyKey = (): string => newId(clock.now());
