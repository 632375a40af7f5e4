import { cut, toGsm } from './gsm';
import { type Asked, type Ending, QUESTIONS_ON_A_PAGE, type State, type Talk } from './menu';
import type { Tongue } from './words';

/** What fits on a screen (3GPP TS 23.038): 160 octets are 182 letters of seven bits. */
export const LARGEST_SCREEN = 182;
const LONGEST_NAME = 24;
const LONGEST_VALUE = 20;
const LONGEST_LINE = 40;
/** A list leaves room for the line that says that a choice does not exist. */
const LONGEST_NOTICE = 30;

export type Screen = { text: string; isEnd: boolean };
export type Scene = { tongue: Tongue; tenant: string; address: string };

/** Draws where a call stands: what went wrong last, the words of the screen, and what may be typed. */
export function draw(talk: Talk, scene: Scene): Screen {
  if ('ended' in talk) {
    const { ended } = talk;
    const text = 'refused' in ended ? scene.tongue.refusal(ended.refused) : sayEnding(ended, scene);
    return { text: onOneScreen(text), isEnd: true };
  }
  const notice = talk.notice && noticeOf(talk.notice, scene.tongue);
  return { text: onOneScreen([notice, bodyOf(talk.state, scene)].filter(Boolean).join('\n')), isEnd: false };
}

const noticeOf = (
  notice: NonNullable<Extract<Talk, { state: State }>['notice']>,
  { say, refusal }: Tongue,
) => ('refused' in notice ? refusal(notice.refused) : say(notice.say));

/** The last resort: a screen is never longer than what the network shows. Tests hold every screen to fitting as it is. */
const onOneScreen = (text: string) => toGsm(text).slice(0, LARGEST_SCREEN);

function sayEnding({ say, values, and }: Ending, scene: Scene): string {
  const { tenant, address, tongue } = scene;
  const here = { tenant: cut(tenant, LONGEST_NAME), address: address.slice(0, LONGEST_LINE) };
  const said = tongue.say(say, { ...here, ...values });
  return and ? `${said}\n${sayEnding(and, scene)}` : said;
}

function bodyOf(state: State, { tongue, tenant }: Scene): string {
  switch (state.at) {
    case 'main':
      return tongue.say('main', { tenant: cut(tenant, LONGEST_NAME) });
    case 'pages':
      return drawPage(state, tongue);
    case 'questions':
      return drawQuestions(state, tongue);
    case 'question':
      return `${wordsOf(state.asked, tongue)}\n${tongue.say(isPaid(state.asked) ? 'yesNoPay' : 'yesNo')}`;
    case 'stranger':
      return tongue.say(state.at, { tenant: cut(tenant, LONGEST_NAME) });
    case 'otherNumber':
    case 'otherBirth':
    case 'withdrawAmount':
    case 'report':
    case 'swaps':
    case 'language':
    case 'oldPin':
    case 'newPin':
    case 'repeatPin':
      return tongue.say(state.at);
    default:
      return tongue.say('pin');
  }
}

/** What is asked of one's money is answered by paying, and not by saying who one is. */
const isPaid = ({ kind }: Asked) => kind === 'withdrawal' || kind === 'payment';

function wordsOf({ kind, values }: Asked, tongue: Tongue): string {
  const short = Object.entries(values).map(([name, value]) => [name, cut(value, LONGEST_VALUE)] as const);
  return tongue.question(kind, Object.fromEntries(short));
}

/** The lines of a list that fit above its last line, page by page; asking for a page past the end gives the last. */
function drawPage({ lines, page }: Extract<State, { at: 'pages' }>, { say }: Tongue): string {
  const feet = { last: say('back'), more: `${say('back')} ${say('more')}` };
  const pages = pagesOf(lines, LARGEST_SCREEN - LONGEST_NOTICE - toGsm(feet.more).length - 2);
  const at = Math.min(page, pages.length - 1);
  return [...(pages[at] ?? []), at < pages.length - 1 ? feet.more : feet.last].join('\n');
}

function pagesOf(lines: readonly string[], room: number): string[][] {
  const pages: string[][] = [[]];
  for (const line of lines.map((text) => cut(text, LONGEST_LINE))) {
    const page = pages.at(-1) ?? [];
    if ([...page, line].join('\n').length > room) pages.push([line]);
    else page.push(line);
  }
  return pages;
}

function drawQuestions(
  { questions, page }: Extract<State, { at: 'questions' }>,
  { say, title }: Tongue,
): string {
  const first = page * QUESTIONS_ON_A_PAGE;
  const shown = questions.slice(first, first + QUESTIONS_ON_A_PAGE);
  const isMore = first + QUESTIONS_ON_A_PAGE < questions.length;
  return [
    say('questions'),
    ...shown.map(({ kind }, at) => `${at + 1} ${title(kind)}`),
    isMore ? `${say('back')} ${say('more')}` : say('back'),
  ].join('\n');
}
