/** What an SMS asks for. Of what people write, only this is kept. */
export type SmsWord =
  | { word: 'yes' | 'no'; which: number | undefined }
  | { word: 'lost' | 'lock' | 'help' | 'secret' };

const WORDS: Record<string, 'yes' | 'no' | 'lost' | 'lock'> = {
  YES: 'yes',
  OUI: 'yes',
  NO: 'no',
  NON: 'no',
  LOST: 'lost',
  STOLEN: 'lost',
  PERDU: 'lost',
  VOLE: 'lost',
  LOCK: 'lock',
  BLOQUER: 'lock',
};

/**
 * Takes the text of an SMS in any of the customers' languages and gives what it asks for. Digits in the length of a PIN
 * or a code are a secret that was sent by mistake, whatever stands around them; anything else unknown asks for help.
 */
export function wordOf(text: string): SmsWord {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase();
  if (/(?<!\d)\d(?:[ .-]?\d){3,7}(?!\d)/.test(plain)) return { word: 'secret' };
  const [first = '', second, third] = plain
    .replace(/[^A-Z0-9 ]/g, ' ')
    .trim()
    .split(/ +/);
  if (third !== undefined) return { word: 'help' };
  if (second !== undefined) {
    const answer = WORDS[second];
    const isAnswer = /^[1-9]\d?$/.test(first) && (answer === 'yes' || answer === 'no');
    return isAnswer ? { word: answer, which: Number(first) } : { word: 'help' };
  }
  if (first === '1' || first === '2') return { word: first === '1' ? 'yes' : 'no', which: undefined };
  const word = Object.hasOwn(WORDS, first) ? WORDS[first] : undefined;
  if (word === 'yes' || word === 'no') return { word, which: undefined };
  return { word: word ?? 'help' };
}
