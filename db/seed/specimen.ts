import type { Side } from '@/lib/person/kyc/kyc';

type Box = { left: number; top: number; width: number; height: number; background: string };

const LINES = [260, 210, 300, 180].map(
  (width, index): Box => ({
    left: 400,
    top: 170 + index * 80,
    width: width * 2,
    height: 28,
    background: '#5b6472',
  }),
);

/** What a specimen shows: a card with a portrait and some lines, or somebody who holds theirs beside their face. */
const DRAWN: Record<Side, { background: string; boxes: Box[] }> = {
  front: {
    background: '#d9e4ea',
    boxes: [
      { left: 0, top: 0, width: 1_012, height: 90, background: '#2f6f8f' },
      { left: 60, top: 160, width: 270, height: 340, background: '#8a6f5c' },
      ...LINES,
    ],
  },
  back: {
    background: '#d9e4ea',
    boxes: [{ left: 0, top: 460, width: 1_012, height: 110, background: '#23282f' }],
  },
  face: {
    background: '#c9c3b8',
    boxes: [
      { left: 180, top: 120, width: 300, height: 380, background: '#8a6f5c' },
      { left: 620, top: 260, width: 290, height: 190, background: '#d9e4ea' },
    ],
  },
};

/** A picture of nobody's document, as an agent's telephone would send it. */
export async function specimenOf(side: Side): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const { background, boxes } = DRAWN[side];
  return sharp({ create: { width: 1_012, height: 638, channels: 3, background } })
    .composite(
      boxes.map(({ left, top, width, height, background: colour }) => ({
        input: { create: { width, height, channels: 3 as const, background: colour } },
        left,
        top,
      })),
    )
    .jpeg()
    .toBuffer();
}
