import { getTranslations } from 'next-intl/server';

type Factor = { id: string; kind: 'totp' | 'passkey'; name: string; confirmedAt: Date };

/** The factors of somebody as they know them again: what it is, its name where it has one, and since when. */
export async function namedFactors(factors: Factor[]): Promise<{ id: string; label: string }[]> {
  const t = await getTranslations('recovery.factors');
  return factors.map(({ id, kind, name, confirmedAt }) => ({
    id,
    label: kind === 'totp' ? t('totp', { date: confirmedAt }) : t('passkey', { name, date: confirmedAt }),
  }));
}
