import { luhnDigit } from '@/lib/base/luhn';
import type { Chance } from './chance';

export type Card = { iccid: string; imsi: string; pin1: string; puk1: string; pin2: string; puk2: string };

const ISSUER = '8925010';
const NETWORK = '63510';

/** Makes the SIM card of a serial number: its ICCID ends in a Luhn digit (ITU-T E.118), its IMSI begins with the network. */
export function cardOf(chance: Chance, serial: number): Card {
  const body = `${ISSUER}${String(serial).padStart(11, '0')}`;
  return {
    iccid: `${body}${luhnDigit(body)}`,
    imsi: `${NETWORK}${String(serial).padStart(10, '0')}`,
    pin1: chance.digits(4),
    puk1: chance.digits(8),
    pin2: chance.digits(4),
    puk2: chance.digits(8),
  };
}

/** Writes cards as the vendor's file has them. */
export function stockFileOf(cards: readonly Card[]): string {
  const lines = cards.map(({ iccid, imsi, pin1, puk1, pin2, puk2 }) =>
    [iccid, imsi, pin1, puk1, pin2, puk2].join(','),
  );
  return `${['ICCID,IMSI,PIN1,PUK1,PIN2,PUK2', ...lines].join('\n')}\n`;
}
