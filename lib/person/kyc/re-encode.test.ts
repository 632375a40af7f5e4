import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { photograph } from '@/testing/pictures';
import { PICTURE_MAX_BYTES, reEncode } from './re-encode';

const read = (image: Buffer) => sharp(image).metadata();
const codeOf = (bytes: Uint8Array) =>
  reEncode(Buffer.from(bytes)).then(
    () => 'done',
    ({ code }) => code,
  );

/** A PNG that says it is of another size than it is. */
function pretending(png: Buffer, width: number, height: number): Buffer {
  const forged = Buffer.from(png);
  forged.writeUInt32BE(width, 16);
  forged.writeUInt32BE(height, 20);
  forged.writeUInt32BE(crc32(forged.subarray(12, 29)), 29);
  return forged;
}

/**
 * What a JPEG is made of, in its order (ITU-T T.81, annex B): `picture` for what draws it, and by name whatever else
 * a file can carry: APP0 (JFIF), APP1 (Exif, XMP), APP2 (profile), comment, and `behind` for bytes after its end.
 * To look for words in the whole file would find short ones by chance among its pixels.
 */
function segmentsOf(jpeg: Buffer): string[] {
  const names: string[] = [];
  let at = 2;
  while (at < jpeg.length) {
    const marker = jpeg[at + 1] as number;
    if (jpeg[at] !== 0xff) throw new Error(`no marker at ${at}`);
    if (marker === 0xd9) return at + 2 < jpeg.length ? [...names, 'behind'] : names;
    const known = marker === 0xfe ? 'comment' : 'picture';
    names.push(marker >= 0xe0 && marker <= 0xef ? `APP${marker - 0xe0}` : known);
    at += 2 + jpeg.readUInt16BE(at + 2);
    if (marker === 0xda)
      while (jpeg[at] !== 0xff || jpeg[at + 1] === 0 || ((jpeg[at + 1] as number) & 0xf8) === 0xd0) at++;
  }
  throw new Error('no end');
}

const half = (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2));
const SVG = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><script>1</script></svg>',
);

describe('a picture', () => {
  test('of eight megabytes comes out upright and small, without a place, a name or anything else beside its pixels', async () => {
    const taken = await sharp(await photograph(3_000, 2_000))
      .withMetadata({ orientation: 6 })
      .withExifMerge({
        IFD0: { Copyright: 'Somebody', Model: 'TECNO KI5k' },
        IFD3: {
          GPSLatitudeRef: 'S',
          GPSLatitude: '1/1 57/1 3/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '30/1 3/1 0/1',
        },
      })
      .jpeg({ quality: 90 })
      .toBuffer();
    expect((await read(taken)).exif?.toString('latin1')).toContain('TECNO');
    // What is behind the end of a picture is no part of it: a telephone writes there, and so does an attacker.
    const hidden = Buffer.from('PK\u0003\u0004<script>alert(1)</script>');
    const filler = Buffer.alloc(PICTURE_MAX_BYTES - taken.length - hidden.length);
    const { image, width, height } = await reEncode(Buffer.concat([taken, hidden, filler]));
    expect([width, height]).toEqual([1_333, 2_000]);
    const out = await read(image);
    expect(out).toMatchObject({ format: 'jpeg', width, height, space: 'srgb' });
    for (const left of ['exif', 'icc', 'xmp', 'iptc', 'orientation'] as const)
      expect(out[left]).toBeUndefined();
    expect(new Set(segmentsOf(taken))).toContain('APP1');
    expect(new Set(segmentsOf(image))).toEqual(new Set(['picture']));
  });

  test.each(['jpeg', 'png', 'webp'] as const)(
    'that is a %s is taken, and is a JPEG afterwards',
    async (kind) => {
      const { image } = await reEncode(await photograph(640, 480, kind));
      expect(await read(image)).toMatchObject({ format: 'jpeg', width: 640, height: 480 });
    },
  );

  test('that one can see through stands on white', async () => {
    const glass = await sharp({ create: { width: 300, height: 300, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer();
    const { dominant } = await sharp((await reEncode(glass)).image).stats();
    expect(dominant).toEqual({ r: 248, g: 248, b: 248 });
  });
});

describe('what is refused', () => {
  test('a file that unfolds to more than a telephone takes', async () => {
    const png = await photograph(300, 300, 'png');
    expect(await codeOf(pretending(png, 60_000, 60_000))).toBe('picture_has_too_many_pixels');
    expect(await codeOf(pretending(png, 2_000_000_000, 2_000_000_000))).toMatch(/^picture_/);
    expect(await codeOf(pretending(png, 8_100, 8_000))).toBe('picture_has_too_many_pixels');
  });

  test('a file that is two things at once, or dressed as a picture', async () => {
    const jpeg = await photograph(300, 300);
    const script = Buffer.from('*/alert(document.domain)/*');
    expect(await codeOf(Buffer.concat([Buffer.from('<html>'), jpeg]))).toBe('picture_unknown');
    expect(await codeOf(Buffer.concat([Buffer.from('GIF89a'), jpeg]))).toBe('picture_unknown');
    expect(await codeOf(Buffer.concat([Buffer.from('%PDF-1.7\n'), jpeg]))).toBe('picture_unknown');
    expect(await codeOf(Buffer.concat([jpeg.subarray(0, 4), script]))).toBe('picture_broken');
    expect(await codeOf(Buffer.concat([jpeg.subarray(0, 3), SVG]))).toBe('picture_broken');
    expect(await codeOf(Buffer.concat([Buffer.from('RIFF\x10\0\0\0WEBP'), SVG]))).toBe('picture_broken');
  });

  test.each(['jpeg', 'png', 'webp'] as const)('a %s that is cut short', async (kind) => {
    expect(await codeOf(half(await photograph(600, 400, kind)))).toBe('picture_broken');
  });

  test('what is no picture that staff could read', async () => {
    for (const bytes of [SVG, Buffer.from(''), Buffer.from('MM\0*'), Buffer.alloc(5_000, 7)])
      expect(await codeOf(bytes)).toBe('picture_unknown');
    expect(await codeOf(await photograph(199, 800))).toBe('picture_too_small');
  });

  test('one picture does not hold up the next', async () => {
    const good = await photograph();
    const codes = await Promise.all([
      codeOf(SVG),
      codeOf(half(good)),
      codeOf(good),
      codeOf(half(good)),
      codeOf(good),
    ]);
    expect(codes).toEqual(['picture_unknown', 'picture_broken', 'done', 'picture_broken', 'done']);
  });
});
