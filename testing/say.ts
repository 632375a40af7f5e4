import { fill, type Refusal } from '@/lib/base/refusal';
import french from '@/messages/fr/refusal.json' with { type: 'json' };

/** A refusal's sentence in another language than that of its rule, as lib/entry says it. */
export function sayRefusalIn(locale: 'fr', { code, values, valuesIn }: Refusal): string {
  const words: Record<string, string> = french;
  return fill(words[code] ?? '', { ...values, ...valuesIn[locale] });
}
