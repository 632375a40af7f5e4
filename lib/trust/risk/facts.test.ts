import { expect, test } from 'vitest';
import { blocksOf } from './address';
import { compareVersions, makeOf, versioned } from './user-agent';

test.each([
  ['203.0.113.7', { wide: '203.0', near: '203.0.113', own: '203.0.113.7' }],
  ['::ffff:203.0.113.7', { wide: '203.0', near: '203.0.113', own: '203.0.113.7' }],
  ['2001:db8:1:2:3:4:5:6', { wide: '2001:db8', near: '2001:db8:1', own: '2001:db8:1:2' }],
  ['user-4711', { wide: '', near: '', own: 'user-4711' }],
])('the blocks of %s', (ip, blocks) => {
  expect(blocksOf(ip)).toEqual(blocks);
});

test.each([
  ['Chrome Mobile 138.0.7204', { family: 'Chrome Mobile', version: '138.0.7204' }],
  ['iOS 13.4', { family: 'iOS', version: '13.4' }],
  ['Mac OS X 10.15.7', { family: 'Mac OS X', version: '10.15.7' }],
  ['Chrome/138', { family: 'Chrome', version: '138' }],
  ['Other', { family: 'Other', version: '' }],
  ['', { family: '', version: '' }],
])('%s has a name and a version', (text, expected) => {
  expect(versioned(text)).toEqual(expected);
});

test.each([
  ['9.0', '10.0', -1],
  ['138.0.1', '138.0', 1],
  ['18_2', '18.2', 0],
  // What cannot be compared is no step to either side.
  ['', '1', 0],
  ['x', '1', 0],
])('%s against %s', (left, right, order) => {
  expect(Math.sign(compareVersions(left, right))).toBe(order);
});

test('the make of a device outlives updates and tells models apart', () => {
  const android = (model: string, system: number, chrome: string) =>
    makeOf(
      `Mozilla/5.0 (Linux; Android ${system}; ${model} Build/UP1A.${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${chrome} Mobile Safari/537.36`,
    );
  expect(android('SM-A155F', 14, '138.0.0.0')).toBe(android('SM-A155F', 15, '139.0.7.1'));
  expect(android('SM-A155F', 14, '138.0.0.0')).not.toBe(android('SM-A156F', 14, '138.0.0.0'));
  const iphone = (version: string) => makeOf(`Mozilla/5.0 (iPhone; CPU iPhone OS ${version} like Mac OS X)`);
  expect(iphone('18_1')).toBe(iphone('18_2_1'));
});
