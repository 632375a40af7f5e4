import { useNow, useTranslations } from 'next-intl';
import { Progress } from '@/components/ui/progress';
import { Time } from '@/components/ui/time';
import type { OwnSwap } from '@/lib/sim/swap/view';

type Timed = Pick<OwnSwap, 'state' | 'requestedAt' | 'readyAt' | 'coolingReasons' | 'isProved' | 'proofs'>;

/** The clock of the wait: when the number moves, how much of it is over, and why there is one. */
export function SwapClock({ swap }: { swap: Timed }) {
  const t = useTranslations('swap.cooling');
  const now = useNow();
  const { state, readyAt, coolingReasons } = swap;
  if (!readyAt) return <p className="text-ink-soft">{t('before')}</p>;
  if (coolingReasons.length === 0) return <p className="text-ink-soft">{t('none')}</p>;
  const beganAt = beginningOf(swap);
  const whole = Math.max(1, readyAt.getTime() - beganAt.getTime());
  const over = Math.min(whole, Math.max(0, now.getTime() - beganAt.getTime()));
  const percent = Math.floor((over / whole) * 100);
  return (
    <>
      <p className="font-semibold text-lead">
        <Time value={readyAt} />
      </p>
      <p className="text-ink-soft">
        {t('takesEffect')} <Time value={readyAt} shape="exact" />
      </p>
      {state === 'cooling' ? (
        <div className="mt-3">
          <Progress label={t('progress')} value={percent} max={100} detail={t('left', { percent })} />
        </div>
      ) : null}
      {state === 'cooling' && readyAt <= now ? <p className="mt-3">{t('over')}</p> : null}
      <Reasons reasons={coolingReasons} />
    </>
  );
}

/** The wait began with the last proof that was given. */
const beginningOf = ({ proofs, requestedAt }: Timed): Date =>
  proofs.reduce((latest, { at }) => (at && at > latest ? at : latest), requestedAt);

type Key = Parameters<ReturnType<typeof useTranslations<'swap.cooling.reason'>>>[0];

function Reasons({ reasons }: { reasons: readonly string[] }) {
  const [t, words] = [useTranslations('swap.cooling'), useTranslations('swap.cooling.reason')];
  return (
    <div className="mt-4">
      <p className="font-medium text-small">{t('why')}</p>
      <ul className="mt-1 list-inside list-disc text-ink-soft">
        {reasons.map((code) => (
          <li key={code}>{words.has(code as Key) ? words(code as Key) : code}</li>
        ))}
      </ul>
    </div>
  );
}
