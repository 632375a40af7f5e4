import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'globals.css'), 'utf8').replace(/\s+/g, ' ');

interface Accent {
  hue: number;
  chroma: number;
}

const ownAccent = accentIn(css.slice(0, css.indexOf('}')), { hue: Number.NaN, chroma: Number.NaN });
const accents = new Map([['blue', ownAccent]]);
for (const [, name = '', rule = ''] of css.matchAll(/data-accent="(\w+)"\]\) \{([^}]+)\}/g)) {
  accents.set(name, accentIn(rule, ownAccent));
}

function accentIn(rule: string, otherwise: Accent): Accent {
  const value = (name: string, fallback: number) =>
    Number(new RegExp(`--accent-${name}: ([\\d.]+)`).exec(rule)?.[1] ?? fallback);
  return { hue: value('hue', otherwise.hue), chroma: value('chroma', otherwise.chroma) };
}

/** The luminance (WCAG 2.2) of a token in one of the two themes. */
function luminance(token: string, theme: 'light' | 'dark', accent: Accent): number {
  const declared = new RegExp(`--${token}: (.+?);`).exec(css)?.[1] ?? '';
  const spelled = declared
    .replaceAll('var(--accent-hue)', String(accent.hue))
    .replace(/calc\(var\(--accent-chroma\) \* ([\d.]+)\)/g, (_, part) => String(accent.chroma * Number(part)))
    .replaceAll('var(--accent-chroma)', String(accent.chroma));
  const colours = [...spelled.matchAll(/oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)];
  const [, l, c, h] = (theme === 'dark' ? colours.at(-1) : colours[0]) ?? [];
  if (h === undefined) throw new Error(`The token --${token} has no colour: "${declared}"`);
  return luminanceOf(Number(l), Number(c), (Number(h) * Math.PI) / 180);
}

/** OKLCH to linear sRGB (Ottosson 2020), clipped as a screen clips it. */
function luminanceOf(lightness: number, chroma: number, hue: number): number {
  const [a, b] = [chroma * Math.cos(hue), chroma * Math.sin(hue)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (part: number) => Math.min(1, Math.max(0, part));
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const grounds = ['canvas', 'surface', 'sunken'];
const states = ['fine', 'look', 'stop'];
const words: [string, string[]][] = [
  ['ink', [...grounds, ...states.map((state) => `${state}-soft`)]],
  ['ink-soft', grounds],
  ['accent-ink', [...grounds, 'accent-soft']],
  ...states.map((state): [string, string[]] => [state, [`${state}-soft`, 'surface', 'canvas']]),
  ['on-fill', ['accent', 'accent-strong', 'stop-fill', 'stop-fill-strong']],
];
// The edge of a field and the ring of the focus must be seen, not read (WCAG 1.4.11).
const edges: [string, string[]][] = [
  ['line-strong', ['canvas', 'surface']],
  ['accent-ink', grounds],
  ['accent', ['surface']],
];

describe.each([...accents])('with the accent %s', (_, accent) => {
  it.each(['light', 'dark'] as const)('every pair of text and ground meets AA in the %s theme', (theme) => {
    const poor = (pairs: [string, string[]][], least: number) =>
      pairs.flatMap(([text, on]) =>
        on.flatMap((ground) => {
          const [high = 0, low = 0] = [text, ground]
            .map((token) => luminance(token, theme, accent))
            .sort((a, b) => b - a);
          const ratio = (high + 0.05) / (low + 0.05);
          return ratio < least ? [`${text} on ${ground}: ${ratio.toFixed(2)}`] : [];
        }),
      );
    expect(poor(words, 4.5)).toEqual([]);
    expect(poor(edges, 3)).toEqual([]);
  });
});

it('the accents are those that a tenant may choose', () => {
  expect([...accents.keys()]).toEqual(['blue', 'indigo', 'violet', 'plum', 'teal', 'ink']);
});
