import { expect, it } from 'vitest';
import { pageLink } from './page-link';

it('the address of another page keeps the filters and loses what is empty', () => {
  const here = { q: 'Uwase & co', role: '', status: ['active', 'new'], after: 'k1' };
  expect(pageLink('/admin/people', here, { after: 'k2' })).toBe(
    '/admin/people?q=Uwase+%26+co&status=active&status=new&after=k2',
  );
  expect(pageLink('/admin/people', here, { after: undefined, q: undefined, status: undefined })).toBe(
    '/admin/people',
  );
});
