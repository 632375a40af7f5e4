import { expect, test } from 'vitest';
import { RESPONSES } from '../../policy/response-settings';
import { networkOf } from './block-address';
import { leftToDo, type Subject } from './left-to-do';
import { INCIDENT_KINDS } from './open-incident';

const WHOLE: Subject = { personId: 'p', sessionId: 's', ip: '203.0.113.7', isAgent: true };
const NOTHING: Subject = { personId: null, sessionId: null, ip: null, isAgent: false };

test.each(INCIDENT_KINDS)('%s offers each response once at most, and what its subject allows', (kind) => {
  const { wanted, possible } = leftToDo(kind, WHOLE, []);
  expect([...wanted, ...possible].sort()).toEqual([...RESPONSES].sort());
  const least = leftToDo(kind, NOTHING, []);
  expect([...least.wanted, ...least.possible]).toEqual(['tell-contacts']);
});

test.each([
  [['end-session'], ['tell-contacts']],
  [['end-sessions'], ['tell-contacts']],
  [['lock-account', 'tell-contacts'], []],
  [['second-factor'], ['end-session', 'tell-contacts']],
])('once %o is done, what it makes needless is not wanted any more', (done, wanted) => {
  const steps = done.map((kind) => ({ kind, stands: true }));
  expect(leftToDo('risky-session', WHOLE, steps).wanted).toEqual(wanted);
});

test('what was taken back, or not carried out, is left to do again', () => {
  const steps = [{ kind: 'tell-contacts', stands: false }];
  expect(leftToDo('break-glass', WHOLE, steps).wanted).toEqual(['tell-contacts']);
});

test.each([
  ['203.0.113.7', '203.0.113.7/32'],
  ['::ffff:203.0.113.7', '203.0.113.7/32'],
  ['2a02:842a:1:2:aaaa:bbbb:cccc:dddd', '2a02:842a:1:2::/64'],
  ['100.64.0.9', null],
  ['172.16.3.4', null],
  ['fd00::1', null],
  ['0.0.0.0', null],
  ['nowhere', null],
])('a block of %s covers %s', (ip, network) => {
  expect(networkOf(ip)).toBe(network);
});
