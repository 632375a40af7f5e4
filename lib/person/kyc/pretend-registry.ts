import { env } from '../../base/env';
import type { IdentityRegistry, RegistryQuestion } from './registry';

/** A national ID of Rwanda: nationality, year of birth, sex, a running number, how often issued, a check. */
const NATIONAL_ID = /^[123](\d{4})[78]\d{10}$/;
const PASSPORT = /^P[A-Z]\d{6}$/;

/**
 * Stands in for a registry in the demo and in tests, and answers by what is written on a document: yes to one whose number
 * agrees with the birth date, as those of the demo's people do, no to one that disagrees; what is no number of Rwanda it
 * does not know. Production refuses it.
 */
export function pretendRegistry(): IdentityRegistry {
  if (env().NGAO_MODE === 'production') throw new Error('Production asks a true registry, or none.');
  return { ask: async (question) => ({ verdict: verdictOn(question), reference: 'demo' }) };
}

function verdictOn({ kind, number, birthDate }: RegistryQuestion) {
  if (kind === 'passport') return PASSPORT.test(number) ? 'verified' : 'unknown';
  const year = NATIONAL_ID.exec(number)?.[1];
  if (!year) return 'unknown';
  return birthDate.startsWith(year) ? 'verified' : 'refused';
}
