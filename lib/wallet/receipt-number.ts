// Crockford's base 32: no letter that is taken for a digit, and none that makes words by chance.
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 26;
const LOOKALIKES: Record<string, string> = { O: '0', I: '1', L: '1' };

/**
 * Gives a deed's id as people read it aloud and type it: 25 letters and digits in groups of five.
 * The 26th, in front of them, is 0 in every UUIDv7 of the next thousand years, and is left out.
 */
export function receiptNumberOf(deedId: string): string {
  let rest = BigInt(`0x${deedId.replaceAll('-', '')}`);
  let text = '';
  for (let place = 0; place < LENGTH; place += 1) {
    text = `${DIGITS[Number(rest % 32n)]}${text}`;
    rest /= 32n;
  }
  return text.replace(/^0/, '').replace(/.{5}(?=.)/g, '$&-');
}

/** Reads a receipt's number in any spelling of it, or the id itself. Gives the deed's id, or undefined for neither. */
export function readReceiptNumber(text: string): string | undefined {
  const bare = text.replace(/[\s-]/g, '').toUpperCase();
  if (/^[0-9A-F]{32}$/.test(bare)) return dashed(bare.toLowerCase());
  const digits = [...bare.padStart(LENGTH, '0')].map((letter) =>
    DIGITS.indexOf(LOOKALIKES[letter] ?? letter),
  );
  const value = digits.reduce((sum, digit) => sum * 32n + BigInt(digit), 0n);
  const fits = bare.length >= LENGTH - 1 && digits.length === LENGTH && !digits.includes(-1);
  if (!fits || value >= 1n << 128n) return undefined;
  return dashed(value.toString(16).padStart(32, '0'));
}

const dashed = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
