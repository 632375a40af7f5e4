import { expect, test } from 'vitest';
import { startReceiver } from '@/testing/receiver';
import { callReceiver } from './call';
import { isPublic } from './safe-address';

test.each([
  ['8.8.8.8', true],
  ['2606:4700::1111', true],
  ['0.0.0.0', false],
  ['10.1.2.3', false],
  ['100.64.0.1', false],
  ['100.100.100.200', false],
  ['127.0.0.1', false],
  ['168.63.129.16', false],
  ['169.254.169.254', false],
  ['172.16.0.1', false],
  ['192.0.0.192', false],
  ['192.168.0.1', false],
  ['198.18.0.1', false],
  ['224.0.0.1', false],
  ['240.0.0.1', false],
  ['255.255.255.255', false],
  ['::', false],
  ['::1', false],
  ['::7f00:1', false],
  ['::ffff:10.0.0.1', false],
  ['::ffff:7f00:1', false],
  ['64:ff9b::a00:1', false],
  ['64:ff9b:1::a00:1', false],
  ['2002:a00:1::1', false],
  ['2001::1', false],
  ['2001:db8::1', false],
  ['fc00::1', false],
  ['fd00:ec2::254', false],
  ['fe80::1', false],
  ['fec0::1', false],
  ['ff02::1', false],
  ['nonsense', false],
])('whether %s is of the public Internet: %s', (address, answer) => {
  expect(isPublic(address)).toBe(answer);
});

const call = (url: string) => ({ url, headers: {}, body: '{}' });

test.each([
  ['https://intern.example.com/', ['10.0.0.1']],
  ['https://mixed.example.com/', ['8.8.8.8', '127.0.0.1']],
  ['https://mapped.example.com/', ['::ffff:192.168.1.1']],
  ['https://metadata.example.com/', ['169.254.169.254']],
  ['https://loop.example.com/', ['::1']],
])('a name that leads inside is called nowhere: %s', async (url, addresses) => {
  const resolve = async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  expect(await callReceiver(call(url), { resolve })).toEqual({
    ...{ status: null, problem: 'Its name leads to an address that is not public.' },
  });
});

test.each(['https://2130706433/', 'https://0x7f.1/', 'https://[::1]:9/', 'https://127.1/'])(
  'this machine by another spelling is no receiver in production: %s',
  async (url) => {
    const resolve = () => Promise.reject(new Error('nobody asks for a name'));
    const { status, problem } = await callReceiver(call(url), { resolve, mode: 'production' });
    expect({ status, problem }).toEqual({ status: null, problem: 'Events do not go to this address.' });
  },
);

test('a name is asked for once, and the connection goes to the address that was checked', async () => {
  const receiver = await startReceiver();
  const asked: string[] = [];
  const resolve = async (host: string) => {
    asked.push(host);
    return [{ address: '127.0.0.1', family: 4 }];
  };
  const url = receiver.url.replace('127.0.0.1', 'localhost');
  expect(await callReceiver(call(url), { resolve })).toEqual({ status: 204, problem: null });
  expect(asked).toEqual(['localhost']);
  await receiver.close();
});

test('an answer without end is not read to its end, and silence is given up', async () => {
  const endless = await startReceiver((response) => {
    response.writeHead(200);
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(4_096)));
    };
    response.on('drain', more);
    more();
  });
  const silent = await startReceiver(() => undefined);
  expect(await callReceiver(call(endless.url))).toEqual({ status: 200, problem: null });
  expect(await callReceiver(call(silent.url), { withinMs: 20 })).toEqual({
    ...{ status: null, problem: 'It took too long.' },
  });
  await Promise.all([endless.close(), silent.close()]);
  expect(await callReceiver(call(silent.url))).toEqual({
    ...{ status: null, problem: 'It was not reached: ECONNREFUSED.' },
  });
});
