import type { Sharp } from 'sharp';
import { once } from '../../base/once';
import { Refusal } from '../../base/refusal';

export const PICTURE_MAX_BYTES = 8 * 1024 * 1024;

/** More than any telephone takes; a file that unfolds to more is made to do harm. */
const MOST_PIXELS = 64_000_000;
/** Less than this of a document cannot be read. */
const LEAST_SIDE = 200;
const LONGEST_SIDE = 2_000;
const QUALITY = 85;
const PATIENCE_S = 20;

export type ReEncoded = { image: Buffer; width: number; height: number };

/** What a file is, by its first bytes; its name and what the sender says of it count for nothing. */
function kindOf(bytes: Buffer): 'jpeg' | 'png' | 'webp' | undefined {
  if (bytes.subarray(0, 3).equals(Buffer.of(0xff, 0xd8, 0xff))) return 'jpeg';
  if (bytes.subarray(0, 8).equals(Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))) return 'png';
  const isRiff = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
  return isRiff ? 'webp' : undefined;
}

/**
 * The library with the three readers that are wanted: none for SVG, TIFF or PDF is left to be reached. It is loaded with the
 * first picture, since it takes memory that most processes of an installation never need.
 */
const reader = () =>
  once('sharp', async () => {
    const { default: sharp } = await import('sharp');
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({
      operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
    });
    // Nothing of a document stays in memory once it is written, and one picture does not take every core.
    sharp.cache(false);
    sharp.concurrency(1);
    return sharp;
  });

/** Pictures are decoded one after the other: each may take some hundred megabytes for a moment. */
const queue = () => once('picture-queue', () => ({ last: Promise.resolve() as Promise<unknown> }));

/**
 * Takes the bytes of a picture as they came and gives a JPEG that was drawn anew out of its pixels: upright, at most 2000
 * pixels long, in sRGB. Nothing else of the file is left, neither its metadata nor what was hidden before or after the
 * picture. Refuses what is no JPEG, PNG or WebP, what is cut short, and what unfolds to too much.
 */
export async function reEncode(bytes: Buffer): Promise<ReEncoded> {
  const kind = kindOf(bytes);
  if (!kind) throw notAPicture();
  const line = queue();
  const mine = line.last.then(() => drawAnew(bytes, kind));
  line.last = mine.catch(() => undefined);
  return mine;
}

async function drawAnew(bytes: Buffer, kind: string): Promise<ReEncoded> {
  const read = await reader();
  const open = (): Sharp =>
    read(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1, sequentialRead: true });
  const found = await open()
    .metadata()
    .catch((error: unknown) => {
      throw isTooMany(error) ? tooManyPixels() : broken();
    });
  if (found.format !== kind) throw broken();
  if (found.width * found.height > MOST_PIXELS) throw tooManyPixels();
  if (Math.min(found.width, found.height) < LEAST_SIDE) throw tooSmall();
  const drawn = await open()
    .timeout({ seconds: PATIENCE_S })
    .autoOrient()
    .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality: QUALITY })
    .toBuffer({ resolveWithObject: true })
    .catch(() => {
      throw broken();
    });
  return { image: drawn.data, width: drawn.info.width, height: drawn.info.height };
}

const isTooMany = (error: unknown): boolean => error instanceof Error && /pixel limit/i.test(error.message);

const notAPicture = () =>
  new Refusal('picture_unknown', 'This is no JPEG, PNG or WebP picture. Take a photograph and send that.', {
    field: 'file',
  });

const broken = () =>
  new Refusal('picture_broken', 'This picture cannot be read, or a part of it is missing. Take it again.', {
    field: 'file',
  });

const tooManyPixels = () =>
  new Refusal(
    'picture_has_too_many_pixels',
    'This picture has more than {megapixels} million pixels. Take a smaller one.',
    { field: 'file', values: { megapixels: MOST_PIXELS / 1_000_000 } },
  );

const tooSmall = () =>
  new Refusal(
    'picture_too_small',
    'This picture is too small to be read: each side needs at least {pixels} pixels.',
    { field: 'file', values: { pixels: LEAST_SIDE } },
  );

export const pictureTooLarge = () =>
  new Refusal('picture_too_large', 'A picture has at most {megabytes} MB. Take a smaller one.', {
    status: 413,
    field: 'file',
    values: { megabytes: PICTURE_MAX_BYTES / 1024 / 1024 },
  });
