import { getTranslations } from 'next-intl/server';
import { CommandForm, IdempotencyKey } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { HOUR_MS } from '@/lib/base/clock';
import { currentActor } from '@/lib/entry/current-actor';
import { newIdempotencyKey } from '@/lib/entry/idempotency-key';
import { may } from '@/lib/policy/actor';
import type { ShownFraud } from '@/lib/wallet/fraud/review/queries';
import { decideFraudAction } from './actions';

/** What a verdict comes to: money waits for it, nothing was done, or it is done already. */
function kindOf({ state, outcome }: ShownFraud): 'waits' | 'stopped' | 'moved' {
  if (state === 'pending_approval') return 'waits';
  return state === null && (outcome === 'hold' || outcome === 'refuse') ? 'stopped' : 'moved';
}

const BUTTONS = {
  waits: { honest: 'release', fraud: 'giveBack' },
  stopped: { honest: 'honest', fraud: 'fraud' },
  moved: { honest: 'honest', fraud: 'fraud' },
} as const;

/** Says whether it is fraud, with what comes of either; or why whoever is looking may not. */
export async function DecideCard({ one }: { one: ShownFraud }) {
  const [t, actor] = [await getTranslations('fraud.decide'), await currentActor()];
  if (one.verdict) return null;
  const kind = kindOf(one);
  const hours = Math.round(actor.tenant.settings.money.fraud.clearedForMs / HOUR_MS);
  const why = one.mayNotDecide && sentenceOf(one.mayNotDecide);
  return (
    <Card
      title={t('title')}
      description={why ? undefined : t(kind, { hours })}
      className={why ? undefined : 'border-look-line'}
    >
      {why ? (
        <Alert tone={why === 'notFlagged' ? 'info' : 'look'}>{t(why)}</Alert>
      ) : may(actor, 'fraud.decide') ? (
        <CommandForm action={decideFraudAction} label={t('title')} className="max-w-lg space-y-4">
          <input type="hidden" name="deedId" value={one.deedId} />
          <IdempotencyKey name="key" value={newIdempotencyKey()} />
          <TextField
            name="reason"
            label={t('reason')}
            hint={t('reasonHint')}
            maxLength={300}
            autoComplete="off"
          />
          <div className="flex flex-wrap gap-2">
            <SubmitButton name="verdict" value="honest">
              {t(BUTTONS[kind].honest)}
            </SubmitButton>
            <Button type="submit" name="verdict" value="fraud">
              {t(BUTTONS[kind].fraud)}
            </Button>
          </div>
        </CommandForm>
      ) : (
        <Alert tone="look">{t('ownRole')}</Alert>
      )}
    </Card>
  );
}

function sentenceOf(code: string): 'notFlagged' | 'isOver' | 'ownHands' {
  if (code === 'not_found') return 'notFlagged';
  return code === 'review_is_over' ? 'isOver' : 'ownHands';
}
