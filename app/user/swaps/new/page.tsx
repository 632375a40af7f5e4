import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SelectField } from '@/components/form/choice-field';
import { CommandForm, IdempotencyKey } from '@/components/form/command-form';
import { IccidField } from '@/components/form/number-fields';
import { SubmitButton } from '@/components/form/submit-button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { CardSim } from '@/components/ui/icons';
import { PageHeader } from '@/components/ui/page-header';
import { newIdempotencyKey } from '@/lib/entry/idempotency-key';
import { needsFreshProof, sendAway, show } from '@/lib/entry/page';
import { ownNumbers } from '@/lib/sim/own-numbers';
import { requestOwnAction } from './actions';

const REASONS = ['replace', 'damaged', 'lost', 'stolen'] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('swap.own.new'))('title') };
}

/** Asks to move one's own number to the card in one's hand. */
export default async function NewOwnSwapPage() {
  const { numbers } = await show(ownNumbers);
  // Asking wants a fresh second factor: it is shown before anything is typed.
  const proof = await needsFreshProof();
  if (proof) return sendAway(proof);
  const [t, reasons] = [await getTranslations('swap.own.new'), await getTranslations('swap.own.reason')];
  const movable = numbers.filter(({ state }) => state === 'active' || state === 'suspended');
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        back={{ href: '/user/swaps', label: t('back') }}
      />
      <Card className="max-w-xl">
        {movable.length === 0 ? (
          <EmptyState icon={<CardSim />} title={t('noNumber')} />
        ) : (
          <CommandForm action={requestOwnAction} label={t('title')}>
            <IdempotencyKey name="key" value={newIdempotencyKey()} />
            <SelectField
              name="numberId"
              label={t('number')}
              options={movable.map(({ id, msisdn }) => ({ value: id, label: msisdn }))}
            />
            <IccidField name="iccid" label={t('iccid')} hint={t('iccidHint')} />
            <SelectField
              name="reason"
              label={t('reason')}
              options={REASONS.map((value) => ({ value, label: reasons(value) }))}
            />
            <p className="text-ink-soft">{t('text')}</p>
            <SubmitButton>{t('submit')}</SubmitButton>
          </CommandForm>
        )}
      </Card>
    </>
  );
}
