import { luhnDigit } from '@/lib/base/luhn';

export const STOCK_HEADER = 'ICCID,IMSI,PIN1,PUK1,PIN2,PUK2';

/** The card of a number: an ICCID that passes, an IMSI of MTN Rwanda, codes and, where asked for, a mobile number. */
export function card(index: number) {
  const serial = String(index).padStart(12, '0');
  const body = `892501${serial}`;
  return {
    iccid: body + luhnDigit(body),
    imsi: `63510${serial.slice(-10)}`,
    pin1: String(1_000 + (index % 9_000)),
    puk1: String(10_000_000 + (index % 90_000_000)),
    pin2: String(2_000 + (index % 8_000)),
    puk2: String(20_000_000 + (index % 80_000_000)),
    msisdn: `+25078${String(index).padStart(7, '0')}`,
  };
}

export function stockLine(index: number, over: Partial<ReturnType<typeof card>> = {}): string {
  const { iccid, imsi, pin1, puk1, pin2, puk2 } = { ...card(index), ...over };
  return [iccid, imsi, pin1, puk1, pin2, puk2].join(',');
}

/** A whole file as it comes through the network, made while it is read: `count` cards from number `from` on. */
export async function* stockFile(count: number, from = 1): AsyncGenerator<Uint8Array> {
  const LINES_IN_A_PIECE = 700;
  yield Buffer.from(`${STOCK_HEADER}\n`);
  for (let at = 0; at < count; at += LINES_IN_A_PIECE) {
    const lines = Array.from({ length: Math.min(LINES_IN_A_PIECE, count - at) }, (_, i) =>
      stockLine(from + at + i),
    );
    yield Buffer.from(`${lines.join('\n')}\n`);
  }
}

/** A small file in one piece. */
export async function* piece(text: string | Buffer): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
