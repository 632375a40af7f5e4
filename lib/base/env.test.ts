import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseEnv } from './env';

const key = () => randomBytes(32).toString('base64');
const COMPLETE = {
  BASE_URL: 'https://id.example.com',
  DATABASE_URL: 'postgresql://ngao_app:secret@db.example.com:5432/ngao',
  AUTH_SECRET: key(),
  SEAL_KEY: key(),
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key(),
};

test('a complete environment is production, whether it says so or not', () => {
  expect(parseEnv(COMPLETE)).toMatchObject({ ...COMPLETE, NGAO_MODE: 'production', PORT: 3000 });
  expect(parseEnv({ ...COMPLETE, NGAO_MODE: '' }).NGAO_MODE).toBe('production');
});

describe('production does not start', () => {
  test.each(Object.keys(COMPLETE))('without %s, and says in a sentence which and how', (name) => {
    for (const left of [undefined, '']) {
      const start = () => parseEnv({ ...COMPLETE, [name]: left });
      expect(start).toThrow(new RegExp(`${name}.* missing\\. [A-Z].*`));
    }
  });

  test.each(['AUTH_SECRET', 'SEAL_KEY', 'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY'])('with a weak %s', (name) => {
    const weak = [
      'changeme',
      randomBytes(31).toString('base64'),
      Buffer.alloc(32).toString('base64'),
      'a'.repeat(64),
      'Correct horse, battery staple! A sentence of more than 43 letters, all of them known.',
    ];
    for (const value of weak)
      expect(() => parseEnv({ ...COMPLETE, [name]: value })).toThrow(
        `${name} is too weak: it must be at least 32 random bytes in base64. Make one with: node -e`,
      );
  });

  test('with nothing at all, and names everything that is missing at once', () => {
    for (const name of Object.keys(COMPLETE)) expect(() => parseEnv({})).toThrow(name);
  });

  test('with one key for two purposes', () => {
    const start = () => parseEnv({ ...COMPLETE, SEAL_KEY: COMPLETE.AUTH_SECRET });
    expect(start).toThrow('two of them are the same');
  });

  test('with an address that is none', () => {
    for (const BASE_URL of ['id.example.com', 'ftp://id.example.com', 'javascript:alert(1)'])
      expect(() => parseEnv({ ...COMPLETE, BASE_URL })).toThrow('BASE_URL');
    for (const DATABASE_URL of ['mysql://a@b/c', 'db.example.com'])
      expect(() => parseEnv({ ...COMPLETE, DATABASE_URL })).toThrow('DATABASE_URL');
  });

  test.each([
    ['PORT', '70000'],
    ['PORT', 'http'],
    ['DATABASE_POOL_SIZE', '0'],
    ['LIMIT_STRANGER_PER_MINUTE', '-1'],
    ['LOG_LEVEL', 'loud'],
    ['NGAO_MODE', 'Production'],
    ['SMTP_URL', 'https://mail.example.com'],
  ])('with %s = %s', (name, value) => {
    expect(() => parseEnv({ ...COMPLETE, [name]: value })).toThrow(name);
  });

  test.each([
    ['TWILIO_AUTH_TOKEN', { TWILIO_ACCOUNT_SID: 'AC01', TWILIO_FROM: 'MTN' }],
    ['TWILIO_FROM', { TWILIO_ACCOUNT_SID: 'AC01', TWILIO_AUTH_TOKEN: 'token' }],
    ['VONAGE_FROM', { VONAGE_API_KEY: 'key', VONAGE_API_SECRET: 'secret' }],
    ['AFRICAS_TALKING_USERNAME', { AFRICAS_TALKING_API_KEY: 'key' }],
    ['WHATSAPP_PHONE_NUMBER_ID', { WHATSAPP_TOKEN: 'EAAG' }],
  ])('with half of a service, and says that %s is missing', (name, given) => {
    expect(() => parseEnv({ ...COMPLETE, ...given })).toThrow(`${name}: missing.`);
  });

  test('and names all that is wrong at once, one to a line', () => {
    const start = () => parseEnv({ NGAO_MODE: 'production', AUTH_SECRET: 'weak', PORT: 'x' });
    expect(start).toThrow(/AUTH_SECRET[\s\S]*SEAL_KEY|SEAL_KEY[\s\S]*AUTH_SECRET/);
  });
});

test.each(['demo', 'test'])('the mode %s needs its two secrets and nothing else', (mode) => {
  const { AUTH_SECRET, SEAL_KEY } = COMPLETE;
  expect(parseEnv({ NGAO_MODE: mode, AUTH_SECRET, SEAL_KEY, PORT: '4000' })).toMatchObject({
    NGAO_MODE: mode,
    BASE_URL: 'http://localhost:4000',
  });
  expect(() => parseEnv({ NGAO_MODE: mode, AUTH_SECRET })).toThrow('SEAL_KEY is missing.');
});
