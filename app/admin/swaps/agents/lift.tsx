import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { needsFreshProof, sendAway } from '@/lib/entry/page';
import type { SwapAgent } from '@/lib/sim/swap/agents';
import { liftSuspensionAction } from './actions';

/** Asks why an agent may work again, before they do. The second factor is asked for first. */
export async function LiftSuspension({ agent: { id, name } }: { agent: SwapAgent }) {
  if (await needsFreshProof()) return sendAway('/step-up');
  const t = await getTranslations('swapAfter.agents');
  return (
    <Card title={t('liftTitle', { name })} description={t('liftText')} className="border-look-line">
      <CommandForm
        action={liftSuspensionAction}
        label={t('liftTitle', { name })}
        className="max-w-lg space-y-4"
      >
        <input type="hidden" name="personId" value={id} />
        <input type="hidden" name="kind" value="counter" />
        <TextField
          name="reason"
          label={t('reason')}
          hint={t('reasonHint')}
          maxLength={200}
          autoComplete="off"
        />
        <div className="flex gap-2">
          <SubmitButton>{t('lift')}</SubmitButton>
          <LinkButton href="/admin/swaps/agents">{t('no')}</LinkButton>
        </div>
      </CommandForm>
    </Card>
  );
}
