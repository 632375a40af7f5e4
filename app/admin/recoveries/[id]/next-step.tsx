import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Disclosure } from '@/components/ui/disclosure';
import type { FormAction } from '@/lib/base/form-state';
import { currentActor } from '@/lib/entry/current-actor';
import type { ShownRecovery } from '@/lib/person/recovery/queries';
import { may } from '@/lib/policy/actor';
import { approveAction, decideAction, refuseAction } from './actions';

/** The one next step of a case, or why whoever is looking may not take it. */
export async function NextStep({ one }: { one: ShownRecovery }) {
  const t = await getTranslations('recovery.file');
  const actor = await currentActor();
  if (one.state === 'asked') return <Card title={t('askedTitle')} description={t('askedText')} />;
  if (one.state === 'opened')
    return (
      <Card title={t('approveTitle')} description={t('approveText')} className="border-look-line">
        {may(actor, 'recovery.approve') ? (
          <WhyNot code={one.mayNotApprove}>
            <ReasonForm id={one.id} action={approveAction} label={t('approve')} />
            <div className="mt-4">
              <Disclosure title={t('refuse')}>
                <ReasonForm id={one.id} action={refuseAction} label={t('refuse')} danger />
              </Disclosure>
            </div>
          </WhyNot>
        ) : (
          <WhyNot code="forbidden" />
        )}
      </Card>
    );
  if (one.state === 'disputed')
    return (
      <Card title={t('decideTitle')} description={t('decideText')} className="border-stop-line">
        {may(actor, 'recovery.decide') ? (
          <WhyNot code={one.mayNotDecide}>
            <CommandForm action={decideAction} label={t('decideTitle')} className="max-w-lg space-y-4">
              <input type="hidden" name="caseId" value={one.id} />
              <TextField name="reason" label={t('reason')} hint={t('reasonHint')} maxLength={300} />
              <div className="flex flex-wrap gap-2">
                <SubmitButton name="verdict" value="go_on">
                  {t('goOn')}
                </SubmitButton>
                <Button type="submit" variant="danger" name="verdict" value="refuse">
                  {t('end')}
                </Button>
              </div>
            </CommandForm>
          </WhyNot>
        ) : (
          <WhyNot code="forbidden" />
        )}
      </Card>
    );
  if (one.state === 'approved')
    return (
      <Card title={t('waitTitle')} description={t('waitText')}>
        {may(actor, 'recovery.approve') && one.mayNotApprove === null ? (
          <Disclosure title={t('refuse')}>
            <ReasonForm id={one.id} action={refuseAction} label={t('refuse')} danger />
          </Disclosure>
        ) : null}
      </Card>
    );
  return null;
}

const SENTENCES = {
  recovery_other_eyes: 'notYouEyes',
  recovery_own_case: 'notYouOwn',
  recovery_needs_a_person: 'notYouRole',
  forbidden: 'notYouRole',
} as const;

async function WhyNot({ code, children }: { code: string | null; children?: React.ReactNode }) {
  const t = await getTranslations('recovery.file');
  if (code === null) return children;
  const key = SENTENCES[code as keyof typeof SENTENCES] ?? 'notYouRole';
  return <Alert tone="look">{t(key)}</Alert>;
}

type ReasonProps = { id: string; action: FormAction; label: string; danger?: boolean };

async function ReasonForm({ id, action, label, danger = false }: ReasonProps) {
  const t = await getTranslations('recovery.file');
  return (
    <CommandForm action={action} label={label} className="max-w-lg space-y-4">
      <input type="hidden" name="caseId" value={id} />
      <TextField name="reason" label={t('reason')} hint={t('reasonHint')} maxLength={300} />
      <SubmitButton variant={danger ? 'danger' : 'primary'}>{label}</SubmitButton>
    </CommandForm>
  );
}
