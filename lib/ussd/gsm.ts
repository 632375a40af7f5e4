/**
 * The letters of GSM 03.38 that take one place of a screen. One letter outside of them makes the network send the whole
 * screen in UCS-2, of which half as much fits, and cuts the rest.
 */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØøÅå_ÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);

const INSTEAD: Record<string, string> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '•': '*',
  '€': 'EUR',
  œ: 'oe',
  Œ: 'OE',
  '[': '(',
  ']': ')',
  '{': '(',
  '}': ')',
};

/** Takes a text and gives it in letters that every telephone shows, accents that it lacks left off. */
export function toGsm(text: string): string {
  return Array.from(text.normalize('NFC'), letterOf).join('');
}

function letterOf(letter: string): string {
  if (BASIC.has(letter)) return letter;
  const instead = INSTEAD[letter];
  if (instead !== undefined) return instead;
  if (/\s/u.test(letter)) return ' ';
  const bare = letter.normalize('NFKD').replace(/\p{M}/gu, '');
  const known = Array.from(bare).filter((part) => BASIC.has(part));
  return known.length > 0 ? known.join('') : '?';
}

/** Takes a text and gives at most so many letters of it, with a full stop where it was cut. */
export function cut(text: string, most: number): string {
  const plain = toGsm(text).replaceAll('\n', ' ').trim();
  return plain.length <= most ? plain : `${plain.slice(0, most - 1).trimEnd()}.`;
}
