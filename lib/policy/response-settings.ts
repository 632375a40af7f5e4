import { z } from 'zod';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../base/clock';

/**
 * What is done about a risk, by itself or with one click. `second-factor`: what the session has proved is taken back.
 * `review`: the person changes nothing until staff have looked. `suspend-agent`: they do nothing as an agent.
 */
export const RESPONSES = [
  'second-factor',
  'review',
  'end-session',
  'end-sessions',
  'lock-account',
  'block-address',
  'suspend-agent',
  'tell-contacts',
] as const;
export type ResponseName = (typeof RESPONSES)[number];

/** What a session or a sign-in may be found to be, and a tenant answers by itself. */
export const RISK_KINDS = ['risky-sign-in', 'risky-session', 'copied-session'] as const;
export type RiskKind = (typeof RISK_KINDS)[number];

export const SEVERITIES = ['notice', 'warning', 'critical'] as const;
export type IncidentSeverity = (typeof SEVERITIES)[number];

const names = z.array(z.enum(RESPONSES)).max(RESPONSES.length);
const byLevel = (high: ResponseName[], critical: ResponseName[]) =>
  z.strictObject({ high: names.default(high), critical: names.default(critical) }).prefault({});
const within = (step: number, most: number, usual: number) =>
  z.number().int().multipleOf(step).min(step).max(most).default(usual);

/** What a tenant does about risks by itself, for how long it blocks an address, and until when people have to look. */
export const responseSettings = z.object({
  'risky-sign-in': byLevel(['second-factor'], ['end-session', 'tell-contacts']),
  'risky-session': byLevel(['second-factor'], ['end-session', 'tell-contacts']),
  'copied-session': byLevel(['second-factor', 'tell-contacts'], ['end-session', 'tell-contacts']),
  blockMs: within(MINUTE_MS, 7 * DAY_MS, HOUR_MS),
  dueMs: z
    .strictObject({
      critical: within(HOUR_MS, 7 * DAY_MS, HOUR_MS),
      warning: within(HOUR_MS, 14 * DAY_MS, 8 * HOUR_MS),
      notice: within(HOUR_MS, 30 * DAY_MS, 3 * DAY_MS),
    })
    .prefault({}),
});

/** As a command takes them: a name that is misspelt is refused. */
export const givenResponseSettings = responseSettings.strict();
