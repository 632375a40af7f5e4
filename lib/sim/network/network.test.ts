import { describe, expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { aSubscriber } from '@/testing/subscriber';
import { after } from '../../base/clock';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import { showNumber } from '../life/show-number';
import { importNetworkEvents } from './import-events';
import { EVENT_COLUMNS, MOST_LINES, readEvent } from './read-events';
import { takeNetworkEvent } from './take-event';

const IMEI = '490154203237518';
const HEADER = EVENT_COLUMNS.join(',');
const file = (...lines: string[]) => [HEADER, ...lines, ''].join('\n');
const when = NOON.toISOString();

const kept = ({ tenant }: Ground) =>
  inTenant(tenant.id, async (tx) => {
    const { rows } = await tx.$client.query<{ reference: string }>(
      'select reference from network_events where tenant_id = $1 order by reference',
      [tenant.id],
    );
    return rows.map(({ reference }) => reference);
  });

async function aNetwork() {
  const ground = await aTenant();
  return { ground, line: await aSubscriber(ground), admin: await ground.person(['admin']) };
}

describe('a file of the network', () => {
  test('is taken whole, in any order of its columns, and a repeat changes nothing', async () => {
    const { ground, line, admin } = await aNetwork();
    const { msisdn, numberId } = line;
    const text = file(
      `a-1,${msisdn},imei-changed,${IMEI},${when}`,
      `a-2,0${msisdn.slice(4)},forwarding-on,,${when}`,
    );
    expect(await perform(importNetworkEvents, admin, { file: text })).toEqual({
      ...{ taken: 2, repeated: 0, badCount: 0, bad: [] },
    });
    const again = `\ufeffat;imei;kind;msisdn;reference\r\n${when};;forwarding-on;${msisdn};a-2\r\n${when};;forwarding-off;${msisdn};a-3\r\n`;
    expect(await perform(importNetworkEvents, admin, { file: again })).toMatchObject({
      taken: 1,
      repeated: 1,
    });
    expect(await kept(ground)).toEqual(['a-1', 'a-2', 'a-3']);
    const { events } = await ask(showNumber, admin, { numberId });
    expect(events.map(({ what }) => what).sort()).toEqual([
      'forwarding-off',
      'forwarding-on',
      'imei-changed',
    ]);
  });

  test('with bad lines leaves nothing behind, and names each of them', async () => {
    const { ground, line, admin } = await aNetwork();
    const { msisdn } = line;
    const later1 = after(NOON, 3_600_000).toISOString();
    const answer = await perform(importNetworkEvents, admin, {
      file: file(
        `good,${msisdn},forwarding-on,,${when}`,
        `,${msisdn},forwarding-on,,${when}`,
        `b,+25012,forwarding-on,,${when}`,
        `c,${msisdn},roaming,,${when}`,
        `d,${msisdn},imei-changed,,${when}`,
        `e,${msisdn},imei-changed,490154203237519,${when}`,
        `f,${msisdn},forwarding-on,${IMEI},${when}`,
        `g,${msisdn},forwarding-on,,2026-06-15`,
        `h,${msisdn},forwarding-on,,${later1}`,
        `i,${msisdn},forwarding-on`,
        `good,${msisdn},forwarding-off,,${when}`,
      ),
    });
    expect(answer.bad.map(({ line: at, problem }) => `${at} ${problem}`)).toEqual([
      ...['3 reference', '4 msisdn', '5 kind', '6 imeiMissing', '7 imei', '8 imeiUnwanted', '9 at'],
      ...['10 atLater', '11 width', '12 referenceTwice'],
    ]);
    expect(await kept(ground)).toEqual([]);
    const unknown = file(`x,${msisdn},forwarding-on,,${when}`, `y,+250788000001,forwarding-on,,${when}`);
    expect((await perform(importNetworkEvents, admin, { file: unknown })).bad).toEqual([
      { line: 3, field: 'msisdn', problem: 'msisdnUnknown' },
    ]);
    expect(await kept(ground)).toEqual([]);
  });

  test('that is none, or too long, is refused with what is wrong with it', async () => {
    const { admin } = await aNetwork();
    const codeOf = (text: string) =>
      perform(importNetworkEvents, admin, { file: text }).then(
        () => 'done',
        ({ code }) => code,
      );
    expect(await codeOf('reference,msisdn\na,b\n')).toBe('network_file_columns');
    expect(await codeOf(HEADER)).toBe('network_file_empty');
    expect(await codeOf(`${HEADER}\n"a,b\n`)).toBe('network_file_broken');
    expect(await codeOf(`${HEADER}\n${'a,b,c,d,e\n'.repeat(MOST_LINES + 1)}`)).toBe('network_file_too_long');
    expect(await codeOf('x'.repeat(1_000_001))).toBe('invalid_input');
  });

  test('that comes twice at once is taken once', async () => {
    const { ground, line, admin } = await aNetwork();
    const lines = Array.from({ length: 50 }, (_, at) => `r-${at},${line.msisdn},forwarding-on,,${when}`);
    const answers = await Promise.all([
      ...Array.from({ length: 3 }, () => perform(importNetworkEvents, admin, { file: file(...lines) })),
      perform(importNetworkEvents, admin, { file: file(...lines.toReversed()) }),
    ]);
    expect(answers.map(({ taken }) => taken).sort((a, b) => a - b)).toEqual([0, 0, 0, 50]);
    expect(await kept(ground)).toHaveLength(50);
  });
});

test('the network itself says one event, and nobody of the staff says it for it', async () => {
  const { ground, line, admin } = await aNetwork();
  const event = { reference: 'n-1', msisdn: line.msisdn, kind: 'forwarding-on', at: when };
  expect(await perform(takeNetworkEvent, ground.system(), event)).toEqual({ isNew: true });
  expect(await perform(takeNetworkEvent, ground.system(), event)).toEqual({ isNew: false });
  await expect(
    perform(takeNetworkEvent, ground.system(), { ...event, kind: 'forwarding-off' }),
  ).rejects.toMatchObject({ code: 'network_event_unusable', field: 'reference' });
  await expect(perform(takeNetworkEvent, later(admin, NOON), event)).rejects.toMatchObject({
    code: 'forbidden',
  });
});

test('a time may be ahead by as much as clocks differ', () => {
  const said = (at: Date) =>
    readEvent(
      { reference: 'a', msisdn: '+250788000001', kind: 'forwarding-on', imei: '', at: at.toISOString() },
      { country: 'RW', now: NOON },
    );
  expect(said(after(NOON, 5 * 60_000))).toHaveProperty('reference');
  expect(said(after(NOON, 5 * 60_000 + 1))).toEqual({ code: 'atLater', field: 'at' });
});
