import { z } from 'zod';
import { once } from './once';

const MAKE =
  "Make one with: node -e \"console.log(require('node:crypto').randomBytes(32).toString('base64'))\"";

/** 32 random bytes in base64; a short or guessable one is refused with the command that makes a good one. */
const secret = (name: string) =>
  z
    .string({ error: `${name} is missing. ${MAKE}` })
    .refine(
      (text) => BASE64.test(text) && Buffer.from(text, 'base64').length >= 32 && new Set(text).size >= 12,
      {
        error: `${name} is too weak: it must be at least 32 random bytes in base64. ${MAKE}`,
      },
    );
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

const url = z.url({ protocol: /^postgres(ql)?$/ });
const count = (fallback: number) => z.coerce.number().int().positive().default(fallback);

const schema = z.object({
  NGAO_MODE: z.enum(['demo', 'test', 'production']).default('production'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('0.0.0.0'),
  BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  DEFAULT_TENANT: z.string().optional(),
  DATABASE_URL: url.optional(),
  DATABASE_OWNER_URL: url.optional(),
  DATABASE_POOL_SIZE: count(20),
  DATA_DIR: z.string().default('.data'),
  AUTH_SECRET: secret('AUTH_SECRET'),
  SEAL_KEY: secret('SEAL_KEY'),
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: secret('NEXT_SERVER_ACTIONS_ENCRYPTION_KEY').optional(),
  TRUSTED_PROXIES: z.string().default(''),
  BLOCKED_NETWORKS: z.string().default(''),
  USSD_GATEWAY_SECRET: z
    .string()
    .regex(
      /^[A-Za-z0-9_-]{32,256}$/,
      'USSD_GATEWAY_SECRET is too weak: it must be at least 32 letters, digits, _ or -, drawn by lot.',
    )
    .optional(),
  USSD_GATEWAY_ADDRESSES: z.string().default(''),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  LIMIT_INSTALLATION_PER_SECOND: count(5_000),
  LIMIT_COMMAND_PER_MINUTE: count(120),
  LIMIT_STRANGER_PER_MINUTE: count(60),
  LIMIT_CODES_ABROAD_PER_HOUR: count(30),
  LIMIT_FAILED_PROOFS_PER_ADDRESS: count(50),
  LIMIT_FAILED_PROOFS_PER_ACCOUNT: count(10),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  RESEND_API_KEY: z.string().optional(),
  RESEND_BASE_URL: z.url().default('https://api.resend.com'),
  MAIL_FROM: z.string().default('Ngao <no-reply@localhost>'),
  TWILIO_ACCOUNT_SID: z.string().optional(),
  TWILIO_AUTH_TOKEN: z.string().optional(),
  TWILIO_FROM: z.string().optional(),
  TWILIO_MESSAGING_SERVICE_SID: z.string().optional(),
  TWILIO_BASE_URL: z.url({ protocol: /^https?$/ }).default('https://api.twilio.com'),
  VONAGE_API_KEY: z.string().optional(),
  VONAGE_API_SECRET: z.string().optional(),
  VONAGE_FROM: z.string().optional(),
  VONAGE_BASE_URL: z.url({ protocol: /^https?$/ }).default('https://rest.nexmo.com'),
  AFRICAS_TALKING_USERNAME: z.string().optional(),
  AFRICAS_TALKING_API_KEY: z.string().optional(),
  AFRICAS_TALKING_FROM: z.string().optional(),
  AFRICAS_TALKING_BASE_URL: z.url({ protocol: /^https?$/ }).default('https://api.africastalking.com'),
  WHATSAPP_TOKEN: z.string().optional(),
  WHATSAPP_PHONE_NUMBER_ID: z.string().optional(),
  WHATSAPP_CODE_TEMPLATE: z.string().default('sign_in_code'),
  WHATSAPP_NOTICE_TEMPLATE: z.string().optional(),
  WHATSAPP_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/, 'A version of the Graph API is written as v23.0.')
    .default('v23.0'),
  WHATSAPP_BASE_URL: z.url({ protocol: /^https?$/ }).default('https://graph.facebook.com'),
  NATIONAL_ID_URL: z.url({ protocol: /^https?$/ }).optional(),
  NATIONAL_ID_KEY: z.string().optional(),
});

/** What belongs together: a service of which a part is given and another is missing would silently send nothing. */
const TOGETHER: readonly (readonly (keyof z.infer<typeof schema>)[])[] = [
  ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'],
  ['VONAGE_API_KEY', 'VONAGE_API_SECRET', 'VONAGE_FROM'],
  ['AFRICAS_TALKING_USERNAME', 'AFRICAS_TALKING_API_KEY'],
  ['WHATSAPP_TOKEN', 'WHATSAPP_PHONE_NUMBER_ID'],
  ['NATIONAL_ID_URL', 'NATIONAL_ID_KEY'],
];

/** Each variable that is missing beside others of its service, in a sentence. */
function missingBeside(env: z.infer<typeof schema>): string[] {
  const lines = TOGETHER.filter((names) => names.some((name) => env[name])).flatMap((names) =>
    names.filter((name) => !env[name]).map((name) => `${name}: missing. It goes with ${names.join(', ')}.`),
  );
  if (env.TWILIO_ACCOUNT_SID && !env.TWILIO_FROM && !env.TWILIO_MESSAGING_SERVICE_SID)
    lines.push('TWILIO_FROM: missing. Give it, or TWILIO_MESSAGING_SERVICE_SID.');
  return lines;
}

export type Env = z.infer<typeof schema> & { BASE_URL: string };

/** Every variable that the product reads, for `.env.example` and its test. */
export const ENV_NAMES = Object.keys(schema.shape);

/** Reads the environment; refuses in one sentence a line when something is missing or weak. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    const isProduction = (given.NGAO_MODE ?? 'production') === 'production';
    const lines = [...wrong, ...(isProduction ? neededBeside(given) : [])].map((line) => `  ${line}`);
    throw new Error(`The environment is not complete:\n${lines.join('\n')}`);
  }
  const env = parsed.data;
  const apart = missingBeside(env);
  if (apart.length > 0)
    throw new Error(`The environment is not complete:\n${apart.map((line) => `  ${line}`).join('\n')}`);
  if (env.NGAO_MODE === 'production') {
    const lines = neededBeside(env);
    if (new Set(KEYS.map((name) => env[name])).size < KEYS.length && lines.length === 0)
      lines.push(`${KEYS.join(', ')}: two of them are the same. Each needs a key of its own. ${MAKE}`);
    if (env.NATIONAL_ID_URL && !isTrueRegistry(env.NATIONAL_ID_URL)) lines.push(NOT_A_REGISTRY);
    if (lines.length > 0)
      throw new Error(`The environment is not complete:\n${lines.map((line) => `  ${line}`).join('\n')}`);
  }
  return { ...env, BASE_URL: env.BASE_URL ?? `http://localhost:${env.PORT}` };
}

/** What production needs and does not have beside its secrets, in a sentence each. */
const neededBeside = (env: Partial<Record<keyof typeof NEEDED, string | undefined>>): string[] =>
  (['BASE_URL', 'DATABASE_URL', 'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY'] as const)
    .filter((name) => !env[name])
    .map((name) => NEEDED[name]);

/** People and a key travel there: not in the clear, and not to a double on this machine. */
function isTrueRegistry(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  const isHere =
    hostname === 'localhost' || hostname.endsWith('.localhost') || /^(127\.|\[::1\]$)/.test(hostname);
  return protocol === 'https:' && !isHere;
}

const NOT_A_REGISTRY =
  'NATIONAL_ID_URL: it must be an https address of another machine. Production asks no double of a registry.';

const KEYS = ['AUTH_SECRET', 'SEAL_KEY', 'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY'] as const;

const NEEDED = {
  BASE_URL: 'BASE_URL: missing. It is the address people open, for example https://id.example.com.',
  DATABASE_URL: "DATABASE_URL: missing. It is the app role's address of a PostgreSQL 15 or newer.",
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: `NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: missing. All nodes share one. ${MAKE}`,
};

/** The environment of this process, read at the first use. */
export function env(): Env {
  return once('env', () => parseEnv(process.env));
}

export const isProduction = () => env().NGAO_MODE === 'production';
/** Whether Next compiles pages as they are asked for. The bundler writes the answer into what it builds. */
export const isDevelopment = () => process.env.NODE_ENV === 'development';

/**
 * Tells Next where this process listens. It asks itself for the page that an action leads to, and behind a proxy it
 * would ask by the proxy's scheme, where nobody answers.
 */
export function tellNextItsAddress(origin: string): void {
  process.env.__NEXT_PRIVATE_ORIGIN = origin;
}
