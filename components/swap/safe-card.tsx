import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { ShieldCheck } from '@/components/ui/icons';
import { Time } from '@/components/ui/time';
import type { OwnSwap } from '@/lib/sim/swap/view';

/** What a frightened holder needs to hear first: what is safe already, as the case stands. */
export function SafeCard({ one }: { one: OwnSwap }) {
  const t = useTranslations('swap.own.file');
  return (
    <Card title={t('safe')}>
      <ul className="space-y-2.5">
        <Lines one={one} />
      </ul>
    </Card>
  );
}

function Lines({ one: { state, guard } }: { one: OwnSwap }) {
  const t = useTranslations('swap.own.file');
  if (state === 'completed' && guard)
    return (
      <>
        <Line>{within(t('safeAfter.money', { when: MARK }), guard.moneyFrozenUntil)}</Line>
        <Line>{within(t('safeAfter.capped', { when: MARK }), guard.moneyCappedUntil)}</Line>
        <Line>{within(t('safeAfter.codes', { when: MARK }), guard.messagesOffUntil)}</Line>
        <Line>{t('safeAfter.sessions')}</Line>
      </>
    );
  if (state === 'completed') return <Line>{t('safeAfter.sessions')}</Line>;
  if (state === 'proving' || state === 'review' || state === 'cooling' || state === 'disputed')
    return (
      <>
        <Line>{t('safeOpen.number')}</Line>
        <Line>{t('safeOpen.money')}</Line>
        <Line>{t('safeOpen.codes')}</Line>
        <Line>{t('safeOpen.objected')}</Line>
      </>
    );
  return (
    <>
      <Line>{t('safeEnded.number')}</Line>
      <Line>{t('safeEnded.card')}</Line>
    </>
  );
}

function Line({ children }: { children: React.ReactNode }) {
  return (
    <li className="flex items-start gap-2.5">
      <ShieldCheck className="mt-0.5 size-4.5 text-fine" />
      <span className="min-w-0">{children}</span>
    </li>
  );
}

const MARK = '\u0000';

/** A sentence with a moment in it, which keeps itself in the reader's zone. */
function within(sentence: string, at: Date) {
  const [before, behind] = sentence.split(MARK);
  return (
    <>
      {before}
      <Time value={at} shape="exact" />
      {behind}
    </>
  );
}
