import { DAY_MS, HOUR_MS, MINUTE_MS } from '../base/clock';

type Kind = {
  /** How long it waits for its answer. */
  livesMs: number;
  /** Whether a yes needs more than the number that it comes from. A no never does: it only refuses. */
  yesNeedsPin: boolean;
};

/**
 * What people are asked. The words of each stand in messages/<locale>/ussd.json under `question`, short enough for the
 * screen of any telephone; what they are filled with is what the asker gives as values.
 */
export const QUESTION_KINDS = {
  /** A shop wants to recover the account. `{place}`: where. */
  recovery: { livesMs: 30 * MINUTE_MS, yesNeedsPin: true },
  /** A shop wants to move the number to another card. `{number}`, `{place}`. */
  'sim-swap': { livesMs: DAY_MS, yesNeedsPin: true },
  /** Somebody signed in on a device that is new to the account. `{device}`. A yes changes nothing. */
  'new-device': { livesMs: HOUR_MS, yesNeedsPin: false },
  /** A shop wants to pay out cash. `{place}`, `{amount}`, `{fee}`. */
  withdrawal: { livesMs: HOUR_MS, yesNeedsPin: true },
  /** A shop wants to pay somebody for them. `{place}`, `{amount}`, `{fee}`, `{name}`, `{number}`. */
  payment: { livesMs: HOUR_MS, yesNeedsPin: true },
} as const satisfies Record<string, Kind>;

export type QuestionKind = keyof typeof QUESTION_KINDS;

export const isQuestionKind = (text: string): text is QuestionKind => Object.hasOwn(QUESTION_KINDS, text);
