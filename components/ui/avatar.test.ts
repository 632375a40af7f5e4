import { expect, it } from 'vitest';
import { initialsOf } from './avatar';

it('initials are those of the first and the last name, in any script', () => {
  expect(
    ['Grace Uwase', 'jean-baptiste de la Croix Habimana', 'Aline', '  ', 'Élodie Ñandu', '𝒜da 𝓛'].map(
      initialsOf,
    ),
  ).toEqual(['GU', 'JH', 'A', '', 'ÉÑ', '𝒜𝓛']);
});
