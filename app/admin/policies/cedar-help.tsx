import { useTranslations } from 'next-intl';
import { useDeedName } from '@/components/audit/deed-name';
import { Disclosure } from '@/components/ui/disclosure';
import { groupOf } from '@/lib/policy/zone';
import { CONTEXT } from '@/lib/trust/decision/cedar-schema';
import { POLICED } from '@/lib/trust/decision/self-help';

type Attribute = { type: string; required?: boolean };

/** The words that a policy may use: what is known of a request, and the deeds with their groups. */
export function CedarHelp() {
  const t = useTranslations('policies.help');
  const deedName = useDeedName();
  const attributes = Object.entries(CONTEXT) as [string, Attribute][];
  return (
    <Disclosure title={t('title')}>
      <h3 className="mt-1 mb-2 font-medium text-ink">{t('context')}</h3>
      <ul className="grid gap-x-6 gap-y-1 sm:grid-cols-2 lg:grid-cols-3">
        {attributes.map(([name, { type, required }]) => (
          <li key={name} className="min-w-0 break-words">
            <code className="text-ink">{name}</code> {type}
            {required === false ? <span className="block text-small">{t('optional')}</span> : null}
          </li>
        ))}
      </ul>
      <h3 className="mt-5 mb-2 font-medium text-ink">{t('actions')}</h3>
      <ul className="grid gap-x-6 gap-y-1 sm:grid-cols-2 lg:grid-cols-3">
        {POLICED.map((name) => (
          <li key={name} className="min-w-0 break-words">
            <code className="text-ink">{name}</code>
            <span className="block text-small">
              {groupOf(name)} · {deedName(name)}
            </span>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
