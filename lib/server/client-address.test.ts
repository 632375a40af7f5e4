import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNetworks } from '../base/address-list';
import { clientAddress, isTrustedPeer } from './client-address';

const trusted = parseNetworks('10.0.0.0/8, 192.0.2.7, 2001:db8::/32');

describe('the address of a client', () => {
  it('is the peer itself where the peer is no proxy of ours, whatever it says', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.string()), (said) => {
        expect(clientAddress('203.0.113.9', said, trusted)).toBe('203.0.113.9');
        expect(clientAddress('203.0.113.9', said, [])).toBe('203.0.113.9');
      }),
    );
  });

  it('is the last one before our own proxies; what stands to the left of it may be made up', () => {
    expect(clientAddress('10.1.1.1', '1.1.1.1, 203.0.113.9, 10.9.9.9', trusted)).toBe('203.0.113.9');
    expect(clientAddress('192.0.2.7', '203.0.113.9', trusted)).toBe('203.0.113.9');
    expect(clientAddress('2001:db8::1', '2a00::5', trusted)).toBe('2a00::5');
  });

  it('is the outermost proxy where all of them are ours, or where the next one is no address', () => {
    expect(clientAddress('10.1.1.1', '', trusted)).toBe('10.1.1.1');
    expect(clientAddress('10.1.1.1', '10.2.2.2', trusted)).toBe('10.2.2.2');
    for (const junk of ['unknown', '1', '0x7f000001', '203.0.113.9.evil', '203.0.113', '_hidden'])
      expect(clientAddress('10.1.1.1', `${junk}, 10.2.2.2`, trusted)).toBe('10.2.2.2');
  });

  it('is written in one way, with no port and no mapping', () => {
    expect(clientAddress('::ffff:203.0.113.9', '', trusted)).toBe('203.0.113.9');
    expect(clientAddress('::ffff:10.1.1.1', '203.0.113.9:4711', trusted)).toBe('203.0.113.9');
    expect(clientAddress('10.1.1.1', '[2a00::0005]:4711', trusted)).toBe('2a00::5');
    expect(clientAddress('fe80::1%eth0', '', trusted)).toBe('fe80::1');
  });
});

describe('TRUSTED_PROXIES', () => {
  it('is empty for nobody', () => {
    expect(isTrustedPeer('127.0.0.1', parseNetworks(''))).toBe(false);
    expect(isTrustedPeer('not an address', trusted)).toBe(false);
  });

  it.each(['10.0.0.0/33', 'proxy.internal', '10.0.0', '1'])(
    'is not %s, and the operator is told',
    (setting) => {
      expect(() => parseNetworks(setting)).toThrow(/TRUSTED_PROXIES/);
    },
  );
});
