import { useTranslations } from 'next-intl';
import { CircleCheck, CircleX } from '@/components/ui/icons';
import { Time } from '@/components/ui/time';
import type { OwnSwap } from '@/lib/sim/swap/view';

type Proofs = Pick<OwnSwap, 'proofs' | 'isProved' | 'wanted' | 'oldSimCounts'>;
type Proof = OwnSwap['proofs'][number];

/** The proofs of a case, those that were given ticked off, and what is still wanted in words. */
export function ProofList({ swap: { proofs, isProved, wanted, oldSimCounts } }: { swap: Proofs }) {
  const t = useTranslations('swap');
  const isWanted = ({ way }: Proof) => wanted.some((some) => some.includes(way));
  return (
    <>
      <ul className="divide-y divide-line">
        {proofs.map((proof) => (
          <li key={proof.way} className="flex items-start gap-2.5 py-2.5 first:pt-0">
            <ProofSign state={proof.state} isWanted={!isProved && isWanted(proof)} />
            <span className={`min-w-0 flex-1 ${proof.state === 'met' ? 'font-medium' : ''}`}>
              {t(`way.${proof.way}`)}
            </span>
            <span className="text-right text-ink-soft text-small">
              {proof.state === 'met' && proof.at ? (
                <>
                  {t('proofs.met')} <Time value={proof.at} />
                </>
              ) : proof.state === 'open' && (isProved || !isWanted(proof)) ? (
                t('proofs.spare')
              ) : (
                t(`proofs.${proof.state}`)
              )}
            </span>
          </li>
        ))}
      </ul>
      {isProved ? (
        <p className="mt-2 flex items-center gap-2 font-medium text-fine">
          <CircleCheck className="size-4" />
          {t('proofs.enough')}
        </p>
      ) : (
        <Wanted wanted={wanted} />
      )}
      {oldSimCounts ? null : <p className="mt-3 text-ink-soft text-small">{t('proofs.oldSimClosed')}</p>}
    </>
  );
}

/** What is still wanted: the old card's yes where it alone would do, and one way out of each list beside it. */
function Wanted({ wanted }: Pick<OwnSwap, 'wanted'>) {
  const t = useTranslations('swap');
  const alone = wanted.some((some) => some.includes('old-sim'));
  const lists = wanted
    .map((some) => some.filter((way) => way !== 'old-sim'))
    .filter((some) => some.length > 0);
  if (!alone && lists.length === 0) return null;
  return (
    <div className="mt-2 rounded-md bg-sunken px-3 py-2.5">
      <p className="font-medium">{t('proofs.wanted')}</p>
      {alone ? <p className="mt-1">{t('proofs.alone')}</p> : null}
      {alone && lists.length > 0 ? (
        <p className="mt-1 text-ink-soft">{t(lists.length > 1 ? 'proofs.or' : 'proofs.orOne')}</p>
      ) : null}
      <ul className="mt-1 list-inside list-disc">
        {lists.map((some) => (
          <li key={some.join()}>
            {some.length > 1 ? `${t('proofs.either')} ` : ''}
            {some.map((way) => t(`way.${way}`)).join(' · ')}
          </li>
        ))}
      </ul>
    </div>
  );
}

function ProofSign({ state, isWanted }: { state: Proof['state']; isWanted: boolean }) {
  if (state === 'met') return <CircleCheck className="mt-0.5 size-5 text-fine" />;
  if (state === 'closed') return <CircleX className="mt-0.5 size-5 text-ink-soft" />;
  return (
    <span
      aria-hidden="true"
      className={`mt-0.5 size-5 shrink-0 rounded-full border-2 ${isWanted ? 'border-accent-ink' : 'border-line-strong border-dashed'}`}
    />
  );
}
