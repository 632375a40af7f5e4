import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useDeedName } from '../audit/deed-name';
import { useRoleName } from '../person/role-name';
import { RiskBar } from '../security/risk-bar';
import type { RiskReason } from '../security/risk-parts';
import { DescriptionList, type Fact } from '../ui/description-list';
import { Money } from '../ui/money';
import { Time } from '../ui/time';

export type SeenFacts = Readonly<Record<string, unknown>>;

/** What an incident was seen by: facts in the reader's words, and a risk as the parts that it is made of. */
export function Seen({ facts }: { facts: SeenFacts }) {
  const t = useTranslations('trust.status');
  const { risk, reasons, ...others } = facts;
  const isRisk = typeof risk === 'number' && isReasons(reasons);
  return (
    <>
      <DescriptionList facts={useWords(isRisk ? others : facts)} />
      {isRisk ? (
        <section className="mt-4">
          <h3 className="mb-2 font-semibold">{t('risk')}</h3>
          <RiskBar score={risk} reasons={reasons} />
        </section>
      ) : null}
    </>
  );
}

function isReasons(given: unknown): given is RiskReason[] {
  const isOne = (one: Partial<RiskReason> | null) =>
    typeof one?.reason === 'string' && typeof one.points === 'number';
  return Array.isArray(given) && given.every(isOne);
}

type Term = Parameters<ReturnType<typeof useTranslations<'incident.fact'>>>[0];

/** Fact by fact; one that has no word here keeps its own name, so that nothing is hidden. */
function useWords({ currency, ...facts }: SeenFacts): Fact[] {
  const [t, said] = [useTranslations('incident.fact'), useSaid(currency)];
  // A deed with a score has a page of its own; others that an incident names have none.
  const isWeighed = 'score' in facts;
  return Object.entries(facts).flatMap(([given, value]) => {
    const name = isWeighed && given === 'deed' ? 'weighed' : given;
    return value === null
      ? []
      : [{ term: t.has(name as Term) ? t(name as Term) : name, detail: said(name, value) }];
  });
}

/** Gives a fact as its reader says it. */
function useSaid(currency: unknown): (name: string, value: unknown) => ReactNode {
  const [t, trust, role] = [useTranslations('incident.fact'), useTranslations('trust'), useRoleName()];
  const [deedName, locale, done] = [useDeedName(), useLocale(), useTranslations('fraud.outcomes')];
  const sent = useTranslations('pending.operation');
  const money = (minor: string) =>
    typeof currency === 'string' ? <Money amount={minor} currency={currency} /> : minor;
  const told: Record<string, (text: string) => ReactNode> = {
    amount: money,
    counted: money,
    difference: money,
    expected: money,
    asn: (number) => trust('status.network', { number }),
    command: deedName,
    country: (code) => new Intl.DisplayNames(locale, { type: 'region' }).of(code),
    level: (level) => (trust.has(`risk.${level as 'low'}`) ? trust(`risk.${level as 'low'}`) : level),
    openedBy: (id) => <Linked href={`/admin/people/${id}`}>{t('personLink')}</Linked>,
    policy: (id) =>
      id === 'all' ? t('policyAll') : <Linked href={`/admin/policies/${id}`}>{t('policyLink')}</Linked>,
    operation: (key) => (sent.has(key as 'transfer') ? sent(key as 'transfer') : key),
    outcome: (key) => (done.has(key as 'hold') ? done(key as 'hold') : key),
    role: (key) => role({ key, name: key }),
    weighed: (id) => <Linked href={`/admin/money/fraud/${id}`}>{t('weighedLink')}</Linked>,
    until: (at) => <Time value={at} shape="exact" />,
  };
  return (name, value) => {
    if (typeof value === 'object') return JSON.stringify(value);
    return told[name]?.(String(value)) ?? String(value);
  };
}

const Linked = ({ href, children }: { href: string; children: ReactNode }) => (
  <Link href={href} prefetch={false} className="rounded-sm underline underline-offset-2">
    {children}
  </Link>
);
