export interface Typed {
  text: string;
  /** Where the cursor stands: before the character of this index. */
  caret: number;
}

export interface Spelling {
  /** Whether a character counts; all others are spacing that comes and goes. */
  keeps: (char: string) => boolean;
  /** The kept characters as they are shown. It may add spacing and drop characters, but not reorder. */
  write: (kept: string) => string;
  /** What is not understood is left as it was typed, for the server to say what is wrong with it. */
  understands?: (text: string) => boolean;
}

/**
 * Takes a text and its cursor as the browser left them after a key or a paste; gives the text in its spelling,
 * the cursor still behind the same character that it stood behind.
 */
export function reformat({ text, caret }: Typed, { keeps, write, understands }: Spelling): Typed {
  if (understands && !understands(text)) return { text, caret };
  const kept = Array.from(text).filter(keeps).join('');
  const before = Array.from(text.slice(0, caret)).filter(keeps).length;
  const written = write(kept);
  let passed = 0;
  let place = 0;
  while (place < written.length && passed < before) {
    if (keeps(written.charAt(place))) passed += 1;
    place += 1;
  }
  return { text: written, caret: place };
}

/** The cursor before a Backspace: it steps over spacing, so that the key always takes a character. */
export function stepBack({ text, caret }: Typed, { keeps, understands }: Spelling): number {
  if (understands && !understands(text)) return caret;
  let place = caret;
  while (place > 0 && !keeps(text.charAt(place - 1))) place -= 1;
  return place === 0 ? caret : place;
}

const isDigit = (char: string) => char >= '0' && char <= '9';

/** Digits alone, at most so many: a code. */
export function digits(most: number): Spelling {
  return { keeps: isDigit, write: (kept) => kept.slice(0, most) };
}

/** Digits in fours from the left, as on a SIM card. */
export function fours(most: number): Spelling {
  return { keeps: isDigit, write: (kept) => kept.slice(0, most).replace(/(\d{4})(?=\d)/g, '$1 ') };
}

/**
 * An amount, its thousands apart. Only digits and spaces are touched: a point or a comma may be a decimal or a
 * thousand, and a guess would turn one amount into another.
 */
export const amount: Spelling = {
  keeps: isDigit,
  write: (kept) => kept.replace(/\B(?=(\d{3})+$)/g, ' '),
  understands: (text) => /^[\d\s]*$/u.test(text),
};
