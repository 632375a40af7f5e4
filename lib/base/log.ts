import { pino } from 'pino';
import { env } from './env';
import { once } from './once';

/** Fields that never reach a log line, at any depth we log at. */
const SECRET = [
  'password',
  'code',
  'secret',
  'token',
  'ticket',
  'cookie',
  'authorization',
  'pin',
  'puk',
  'documentNumber',
];

export const REDACTED_PATHS = SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.*.*.${name}`]);

/** The process's logger: JSON lines on standard output, secrets taken out. */
export const log = () =>
  once('log', () =>
    pino({
      level: env().LOG_LEVEL,
      redact: { paths: REDACTED_PATHS, censor: '[redacted]' },
      base: { app: 'ngao' },
    }),
  );
