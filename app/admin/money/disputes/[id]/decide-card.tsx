import { getTranslations } from 'next-intl/server';
import { SelectField } from '@/components/form/choice-field';
import { CommandForm, IdempotencyKey } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { currentActor } from '@/lib/entry/current-actor';
import { newIdempotencyKey } from '@/lib/entry/idempotency-key';
import { may } from '@/lib/policy/actor';
import type { ShownDispute } from '@/lib/wallet/dispute/queries';
import { decideDisputeAction } from './actions';

/** The one next step of a dispute, or why whoever is looking may not take it. */
export async function DecideCard({ one }: { one: ShownDispute }) {
  const [t, actor] = [await getTranslations('rules.dispute'), await currentActor()];
  if (one.state !== 'open') return null;
  const isOver = one.mayNotDecide === 'dispute_is_over';
  return (
    <Card title={t('decide')} description={t('decideText')} className="border-look-line">
      {one.mayNotDecide ? (
        <Alert tone="look">{t(isOver ? 'isOver' : 'ownHands')}</Alert>
      ) : may(actor, 'dispute.decide') ? (
        <CommandForm action={decideDisputeAction} label={t('decide')} className="max-w-lg space-y-4">
          <input type="hidden" name="disputeId" value={one.id} />
          <IdempotencyKey name="key" value={newIdempotencyKey()} />
          <TextField
            name="reason"
            label={t('reason')}
            hint={t('reasonHint')}
            maxLength={500}
            autoComplete="off"
          />
          {one.movement.fee > 0n ? (
            <SelectField
              name="withFee"
              label={t('withFee')}
              optional
              choose={t('feeStays')}
              options={[{ value: 'on', label: t('feeBack') }]}
            />
          ) : null}
          <div className="flex flex-wrap gap-2">
            <SubmitButton name="verdict" value="upheld">
              {t('uphold')}
            </SubmitButton>
            <Button type="submit" name="verdict" value="dismissed">
              {t('dismiss')}
            </Button>
          </div>
        </CommandForm>
      ) : (
        <Alert tone="look">{t('ownRole')}</Alert>
      )}
    </Card>
  );
}
