import { type DestinationStream, type LevelWithSilent, pino } from 'pino';
import { env } from './env';
import { once } from './once';

/** Fields that never reach a log line, at any depth we log at. */
const SECRET = [
  'password',
  'currentPassword',
  'newPassword',
  'ownerPassword',
  'passwordHash',
  'hasPassword',
  'passwordChangedAt',
  'code',
  'codes',
  'recoveryCodes',
  'secret',
  'secrets',
  'token',
  'ticket',
  'cookie',
  '["set-cookie"]',
  'authorization',
  'pin',
  'pin1',
  'pin2',
  'puk',
  'puk1',
  'puk2',
  'uri',
  'documentNumber',
];

const under = (parent: string, name: string) => (name.startsWith('[') ? parent + name : `${parent}.${name}`);
const PATHS = SECRET.flatMap((name) => [
  name,
  under('*', name),
  under('*.*', name),
  under('*.*.*', name),
  under('*.*.*.*', name),
]);

/** The process's logger: JSON lines on standard output, secrets taken out. */
export const log = () => once('log', () => makeLog(env().LOG_LEVEL));

/** A logger that takes secrets out, to standard output or where it is told. */
export function makeLog(level: LevelWithSilent, to?: DestinationStream) {
  const options = {
    level,
    redact: { paths: PATHS, censor: '[redacted]' },
    serializers: { err: withoutValues },
    base: { app: 'ngao' },
  };
  return to ? pino(options, to) : pino(options);
}

/**
 * What of an error may be logged. The values of a statement may not: drizzle writes them into the message and PostgreSQL
 * into the detail, and they are people's names, numbers and hashes.
 */
function withoutValues(error: unknown) {
  if (!(error instanceof Error)) return error;
  const { type, message, stack } = pino.stdSerializers.err(error);
  let errorCode: unknown;
  const said: string[] = [];
  for (let cause: unknown = error; cause instanceof Error && said.length < 10; cause = cause.cause) {
    const { code, params } = cause as { code?: unknown; params?: unknown };
    errorCode ??= code;
    said.push(params === undefined ? '' : `\nparams: ${params}`);
  }
  const clean = (text: string) =>
    said.reduce((left, values) => (values ? left.replaceAll(values, '') : left), text);
  return { type, message: clean(message), stack: clean(stack), errorCode };
}
