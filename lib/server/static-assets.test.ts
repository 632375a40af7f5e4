import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { answerAsset } from './static-assets';

const SCRIPT = 'console.log("a shield for every number");'.repeat(50);

const home = process.cwd();
const dir = mkdtempSync(join(tmpdir(), 'ngao-assets-'));
mkdirSync(join(dir, '.next/static/chunks'), { recursive: true });
writeFileSync(join(dir, '.next/static/chunks/a-1.js'), SCRIPT);
writeFileSync(join(dir, '.next/secret.js'), 'not for strangers');
process.chdir(dir);
const server = createServer(async (req, res) => {
  if (!(await answerAsset(req.url ?? '', req, res))) res.writeHead(404).end();
}).listen(0, '127.0.0.1');
afterAll(() => {
  server.close();
  process.chdir(home);
});

function ask(
  path: string,
  encoding = 'gzip, deflate, br',
): Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }> {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return new Promise((done, failed) => {
    get({ host: '127.0.0.1', port, path, headers: { 'accept-encoding': encoding } }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk) => chunks.push(chunk));
      res.on('end', () =>
        done({ status: res.statusCode ?? 0, headers: res.headers, body: Buffer.concat(chunks) }),
      );
    }).on('error', failed);
  });
}

test('a script comes as brotli, for a year, and is what was built', async () => {
  const { status, headers, body } = await ask('/_next/static/chunks/a-1.js');
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'content-encoding': 'br',
    'cache-control': 'public, max-age=31536000, immutable',
  });
  expect(brotliDecompressSync(body).toString()).toBe(SCRIPT);
  expect(body.length).toBeLessThan(SCRIPT.length / 10);
});

test.each(['gzip', '', 'br;q=0', 'identity'])(
  'a browser that takes %s alone is left to Next',
  async (encoding) => {
    expect((await ask('/_next/static/chunks/a-1.js', encoding)).status).toBe(404);
  },
);

test.each([
  '/_next/static/chunks/no-such.js',
  '/_next/static/../secret.js',
  '/_next/static/%2e%2e/secret.js',
  '/_next/static/chunks/..%2f..%2fsecret.js',
  '/_next/static/.hidden.js',
  '/secret.js',
])('%s is no asset', async (path) => {
  expect((await ask(path)).status).toBe(404);
});
