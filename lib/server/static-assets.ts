import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { once } from '../base/once';

const compress = promisify(brotliCompress);

/** A script or a style of the build: its name holds the hash of what is in it, so that it never changes. */
const ASSET = /^\/_next\/static\/(?:[\w~-][\w.~-]*\/)*[\w~-][\w.~-]*\.(js|css)$/;
const TYPES = { js: 'application/javascript; charset=UTF-8', css: 'text/css; charset=UTF-8' } as const;

/**
 * Answers a script or a style with brotli where the browser takes it: Next compresses with gzip alone, and brotli saves
 * an agent on slow 3G a seventh of all script. Each file is compressed once, at its first request. Gives whether it
 * answered; everything else is Next's.
 */
export async function answerAsset(path: string, req: IncomingMessage, res: ServerResponse): Promise<boolean> {
  const kind = ASSET.exec(path)?.[1] as keyof typeof TYPES | undefined;
  if (!kind || req.method !== 'GET' || !takesBrotli(req)) return false;
  const body = await compressed(path);
  if (!body) return false;
  res.writeHead(200, {
    'content-type': TYPES[kind],
    'content-encoding': 'br',
    'content-length': body.length,
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
  });
  res.end(body);
  return true;
}

const takesBrotli = ({ headers }: IncomingMessage): boolean =>
  /(^|,)\s*br\s*(;\s*q=(1|0?\.\d*[1-9]))?\s*(,|$)/.test(String(headers['accept-encoding'] ?? ''));

/** The files of one build are few; those that do not exist are not kept, or a stranger could fill the memory. */
async function compressed(path: string): Promise<Buffer | undefined> {
  const kept = once('assets', () => new Map<string, Promise<Buffer | undefined>>());
  const known = kept.get(path);
  if (known) return known;
  const making = make(path);
  kept.set(path, making);
  const made = await making;
  if (!made) kept.delete(path);
  return made;
}

async function make(path: string): Promise<Buffer | undefined> {
  try {
    const plain = await readFile(join(process.cwd(), '.next', path.slice('/_next/'.length)));
    return await compress(plain, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
