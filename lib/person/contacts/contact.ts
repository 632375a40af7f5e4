// 1. A trusted contact says for somebody that their telephone is gone. That only ever holds back, and opens nothing.
// 2. They are asked nothing before they have agreed, by a link to the address that they were named with.
// 3. Nobody has more than three, and nobody is their own.
import { Refusal } from '../../base/refusal';

export const MOST_CONTACTS = 3;

export const contactIsSelf = () =>
  new Refusal('contact_is_self', 'This is your own address. Name somebody else whom you trust.', {
    status: 409,
    field: 'address',
  });

export const contactIsNamed = () =>
  new Refusal('contact_is_named', 'You have named this address already.', { status: 409, field: 'address' });

export const contactsAreFull = () =>
  new Refusal('contacts_are_full', 'You have named {most} people. Take one away first.', {
    status: 409,
    values: { most: MOST_CONTACTS },
  });

export const contactAskedOften = () =>
  new Refusal('contact_asked_often', 'We wrote to this address often within the hour. Try again later.', {
    status: 429,
    field: 'address',
  });
