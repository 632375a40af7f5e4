import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Card, cardOf, stockFileOf } from '../../db/seed/cards';
import { chanceOf } from '../../db/seed/chance';

const FIRST_SERIAL = 900_001;
const CARDS = 50;

/** Writes what a vendor of SIM cards would send, for a newcomer to import: one good file and one with mistakes. */
export function writeVendorFiles(dir: string): { good: string; faulty: string } {
  const chance = chanceOf(FIRST_SERIAL);
  const card = (index: number) => cardOf(chance, FIRST_SERIAL + index);
  const delivered = Array.from({ length: CARDS }, (_, index) => card(index));
  const others = Array.from({ length: 8 }, (_, index) => card(CARDS + index));
  const good = join(dir, 'new-cards.csv');
  const faulty = join(dir, 'cards-with-mistakes.csv');
  writeFileSync(good, stockFileOf(delivered));
  writeFileSync(faulty, stockFileOf(others.map(withMistake)));
  return { good, faulty };
}

/** A slipped digit, another network, a PUK too short, and a card twice in the file. */
function withMistake(card: Card, index: number, all: readonly Card[]): Card {
  if (index === 2)
    return { ...card, iccid: `${card.iccid.slice(0, -1)}${(Number(card.iccid.at(-1)) + 1) % 10}` };
  if (index === 4) return { ...card, imsi: `63514${card.imsi.slice(5)}` };
  if (index === 5) return { ...card, puk1: card.puk1.slice(1) };
  return index === 7 ? (all[0] ?? card) : card;
}
