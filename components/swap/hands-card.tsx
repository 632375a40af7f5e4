import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { CircleCheck, CircleX } from '@/components/ui/icons';
import { Time } from '@/components/ui/time';
import type { SwapFile } from '@/lib/sim/swap/view';

/** In whose hands a case was, and what whoever looks may do with it now or why not. */
export function HandsCard({ one }: { one: SwapFile }) {
  const t = useTranslations('swap.file');
  const [deeds, review] = [useTranslations('swap.deed'), useTranslations('swap.review')];
  const whyNot = useWhyNot();
  const hand = (who: { name: string } | null, at: Date | null) =>
    who ? (
      <>
        {who.name}
        {at ? (
          <>
            , <Time value={at} />
          </>
        ) : null}
      </>
    ) : null;
  const [reviewed, decided, remedied] = [
    hand(one.reviewedBy, one.reviewedAt),
    hand(one.decidedBy, one.decidedAt),
    hand(one.remediedBy, one.remediedAt),
  ];
  return (
    <Card title={t('hands')} description={t('handsText')}>
      {one.reviewReasons.length > 0 ? (
        <div className="mb-3">
          <p className="font-medium text-small">{review('why')}</p>
          <ul className="mt-1 list-inside list-disc text-ink-soft">
            {one.reviewReasons.map((code) => (
              <li key={code}>
                <ReviewReason code={code} />
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <DescriptionList
        facts={[
          {
            term: t('requestedBy'),
            detail: one.channel === 'portal' ? t('holderAsked') : one.requestedBy.name,
          },
          reviewed ? { term: t('reviewedBy'), detail: reviewed } : null,
          decided ? { term: t('decidedBy'), detail: decided } : null,
          remedied ? { term: t('remediedBy'), detail: remedied } : null,
        ]}
      />
      <ul className="mt-3 space-y-1.5 text-small">
        {concerned(one).map(({ deed, refused }) => (
          <li key={deed} className="flex items-start gap-2">
            {refused === null ? (
              <CircleCheck className="mt-0.5 size-4 text-fine" />
            ) : (
              <CircleX className="mt-0.5 size-4 text-ink-soft" />
            )}
            <span className="min-w-0">
              <span className="font-medium">
                {t(refused === null ? 'mayYou' : 'mayNot')}: {deeds(deed)}.
              </span>{' '}
              {refused === null ? null : <span className="text-ink-soft">{whyNot(refused)}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const PAST = 'swap_not_in_this_state';

/**
 * What may be done with a case as it stands, and why not. Whoever has no part in the step that it waits for is told so too,
 * and nobody is told of steps that are long past.
 */
function concerned({ state, may }: SwapFile): SwapFile['may'] {
  const now = may.filter(({ refused }) => refused !== PAST);
  const awaited = state === 'review' ? 'approve' : state === 'disputed' ? 'decide' : undefined;
  if (!awaited || now.some(({ deed }) => deed === awaited)) return now;
  return [...now, { deed: awaited, refused: 'forbidden' }];
}

type ReviewKey = Parameters<ReturnType<typeof useTranslations<'swap.review.reason'>>>[0];

function ReviewReason({ code }: { code: string }) {
  const t = useTranslations('swap.review.reason');
  return t.has(code as ReviewKey) ? t(code as ReviewKey) : code;
}

type Key = Parameters<ReturnType<typeof useTranslations<'swap.why'>>>[0];

/** Why somebody may not do something with a case, in a sentence. */
export function useWhyNot(): (code: string) => string {
  const t = useTranslations('swap.why');
  return (code) => (t.has(code as Key) ? t(code as Key) : t('other'));
}
