import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import en from '@/messages/en/ussd.json' with { type: 'json' };
import { locales } from '@/messages/locales';
import { hostileText } from '@/testing/hostile';
import { QUESTION_KINDS, type QuestionKind } from '../auth/question-kind';
import { Refusal } from '../base/refusal';
import { BEGINNING, converse } from './converse';
import { toGsm } from './gsm';
import type { Asked, Outcome, Talk, Wish } from './menu';
import { draw, LARGEST_SCREEN } from './screen';
import { tongueOf } from './words';

const LONG = 'Nyirahabimana-Uwizeyimana Espérance Ntawukuriryayo wa Kigali';
const FORTUNE = 'RWF 999 999 999 999 999';
const asked: Asked[] = Object.keys(QUESTION_KINDS).map((kind, at) => ({
  id: `question-${at}`,
  kind: kind as QuestionKind,
  values: {
    ...{ place: LONG, number: '+250 788 100 001', device: LONG },
    ...{ name: LONG, amount: FORTUNE, fee: FORTUNE },
  },
}));

const scenes = Object.keys(locales).map((language) => ({
  tongue: tongueOf(language),
  tenant: 'MTN Rwandacell Public Limited Company of Kigali',
  address: `mtn-rw.${'long-'.repeat(10)}example.com`,
}));

/** A house in which everything is as long as it can be. */
async function grandly(wish: Wish): Promise<Outcome> {
  switch (wish.do) {
    case 'balance':
      return { balance: { available: FORTUNE, held: FORTUNE } };
    case 'statement':
      return { lines: Array.from({ length: 5 }, () => `31/12 +${FORTUNE} ${LONG}`) };
    case 'outage':
      return { outage: { number: 'N-7K2M-9QXD', claim: 'abcd-efgh-ijkl-mnop', hours: '24' } };
    case 'withdraw':
      return { code: { code: '48291736', amount: FORTUNE, fee: FORTUNE, minutes: '1440' } };
    case 'questions':
      return { questions: [...asked, ...asked, ...asked] };
    default:
      return { done: true };
  }
}
const refusing = (code: string) => async (): Promise<Outcome> => ({
  refused: new Refusal(code, 'A sentence.', { values: { left: 2 } }),
});

const walk = (text: string, grant: (wish: Wish) => Promise<Outcome> = grandly) =>
  converse(BEGINNING, text === '' ? [] : text.split('*'), 0, grant);
const whereIs = (talk: Talk) => ('state' in talk ? talk.state.at : JSON.stringify(talk.ended));

/** Every way through the menu, three choices deep and on into what follows a PIN. */
const CHOICES = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '27183', 'x'];
const ways = (deep: number): string[] =>
  deep === 0
    ? ['']
    : ['', ...ways(deep - 1).flatMap((way) => CHOICES.map((one) => (way ? `${way}*${one}` : one)))];
const WALKS = [
  ...new Set([
    ...ways(3),
    '6*27183*31416*31416',
    '8*0780000001*17051990',
    '8*0780000001*31021990',
    '6*27183*31416*99999',
    '3*1*1*27183',
    '3*9*9*9*1*2',
    '2*27183*9*9*9',
    '9*999999999999*27183',
    '9*1*x',
  ]),
];

/** Draws a screen without the last resort, and says what of it would be lost. */
function lost(talk: Talk): string[] {
  return scenes.flatMap((scene) => {
    const { text } = draw(talk, scene);
    const faults: string[] = [];
    if (text.length >= LARGEST_SCREEN) faults.push(`${scene.tongue.locale} ${whereIs(talk)}: ${text}`);
    if (toGsm(text) !== text) faults.push(`letters: ${text}`);
    return faults;
  });
}

describe('every screen', () => {
  test('fits as it is, in every language, with the longest names and amounts, wherever one goes', async () => {
    const codes = [...Object.keys(en.refused), 'a code that nobody has words for'];
    const seen = new Set<string>();
    for (const way of WALKS) {
      for (const grant of [grandly, refusing(codes[seen.size % codes.length] ?? '')]) {
        const talk = await walk(way, grant);
        seen.add(whereIs(talk));
        expect(lost(talk), way).toEqual([]);
      }
    }
    const states = [
      'main',
      'balance',
      'statement',
      'lock',
      'oldPin',
      'report',
      'swaps',
      'language',
      'newPin',
    ];
    for (const at of [...states, 'repeatPin', 'pages', 'questions', 'question', 'yes', 'withdrawPin'])
      expect(seen).toContain(at);
  });

  test('that says why not fits, above any screen that it may stand on', async () => {
    for (const code of [...Object.keys(en.refused), 'unheard_of']) {
      for (const way of ['1*27183', '2*27183', '5*1*27183', '6*27183', '6*27183*31416*31416', '4*1', '3'])
        expect(lost(await walk(way, refusing(code))), `${way} ${code}`).toEqual([]);
    }
  });

  test.each(asked.map(({ kind }) => kind))('that asks %s fits, and its ends do', async (kind) => {
    const one = asked.filter((question) => question.kind === kind);
    const grant = async (wish: Wish) => (wish.do === 'questions' ? { questions: one } : grandly(wish));
    for (const way of ['3', '3*1', '3*2', '3*1*27183', '3*x', '3*1*x'])
      expect(lost(await walk(way, grant))).toEqual([]);
  });

  test.each(['expired', 'outOfStep', 'busy', 'failed'] as const)(
    'of a call that ends with %s fits',
    (say) => {
      expect(lost({ ended: { say } })).toEqual([]);
    },
  );
});

test('random inputs lead to no error and to no screen that is too long', async () => {
  const input = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...CHOICES) },
    { weight: 1, arbitrary: hostileText },
  );
  const outcome = fc.constantFrom<(wish: Wish) => Promise<Outcome>>(
    grandly,
    refusing('pin_wrong'),
    refusing('pin_is_trivial'),
    refusing('gone'),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(input, { maxLength: 12 }),
      fc.array(outcome, { minLength: 1 }),
      async (inputs, grants) => {
        let turn = 0;
        const talk = await converse(BEGINNING, inputs, 0, (wish) =>
          (grants[turn++ % grants.length] ?? grandly)(wish),
        );
        for (const scene of scenes) {
          const { text } = draw(talk, scene);
          expect(text.length).toBeLessThanOrEqual(LARGEST_SCREEN);
          expect(text.trim()).not.toBe('');
          expect(toGsm(text)).toBe(text);
        }
      },
    ),
    { numRuns: 1_000 },
  );
});

describe('the menu', () => {
  test.each([
    ['', 'main'],
    ['1', 'balance'],
    ['1*0', 'main'],
    ['1*1234', 'balance'],
    ['2*27183', 'pages'],
    ['2*27183*9', 'pages'],
    ['3*2', 'question'],
    ['3*9', 'questions'],
    ['3*2*0', 'main'],
    ['8', 'otherNumber'],
    ['8*0', 'main'],
    ['8*0780000001', 'otherBirth'],
    ['9', 'withdrawAmount'],
    ['9*0', 'main'],
    ['9*012', 'withdrawAmount'],
    ['9*5000', 'withdrawPin'],
    ['99', 'main'],
    ['__proto__', 'main'],
    ['6*27183*31416', 'repeatPin'],
    ['6*27183*31416*31417', 'newPin'],
  ])('after %s stands at %s', async (text, at) => {
    expect(whereIs(await walk(text))).toBe(at);
  });

  test.each([
    ['1*27183', 'balance'],
    ['4*1', 'secured'],
    ['5*1*27183', 'locked'],
    ['5*2', 'unlockElsewhere'],
    ['6*27183*31416*31416', 'pinChanged'],
    ['7*2', 'languageSet'],
    ['3*1*2', 'noTaken'],
    ['9*5000*27183', 'withdrawalCode'],
    ['3*1*1*27183', 'yesTaken'],
    ['3*3*1', 'yesTaken'],
  ])('ends %s with %s', async (text, say) => {
    expect(await walk(text)).toMatchObject({ ended: { say } });
  });

  test('asks for a deed once for each way that leads to one, however it is dialled', async () => {
    const wishes: Wish[] = [];
    const grant = async (wish: Wish) => {
      wishes.push(wish);
      return grandly(wish);
    };
    await walk('6*27183*31416*31416', grant);
    await walk('3*1*1*27183*2*2', grant);
    expect(wishes.map(({ do: what }) => what)).toEqual(['prove', 'change', 'questions', 'answer']);
    expect(wishes[1]).toEqual({ do: 'change', pin: '27183', newPin: '31416' });
  });

  test('keeps no PIN in where it stands', async () => {
    for (const way of ['6*27183', '6*27183*31416', '6*27183*31416*31417', '1*2718', '3*1*1'])
      expect(JSON.stringify(await walk(way))).not.toMatch(/27183|31416/);
  });

  test('lets a wrong PIN be typed again, and ends when it is locked', async () => {
    expect(whereIs(await walk('1*27183', refusing('pin_wrong')))).toBe('balance');
    expect(whereIs(await walk('6*27183', refusing('pin_wrong')))).toBe('oldPin');
    expect(await walk('1*27183', refusing('pin_locked'))).toHaveProperty('ended');
  });
});

test.each([
  ['L’échange de « SIM » – où ça…', `L'échange de " SIM " - où ca...`],
  ['Ñandú Łódź 李', 'Ñandu ?odz ?'],
  ['1\u202f000\u00a0RWF', '1 000 RWF'],
  ['[€] {1}', '(EUR) (1)'],
])('%s is shown by every telephone as %s', (text, shown) => {
  expect(toGsm(text)).toBe(shown);
});
