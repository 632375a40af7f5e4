import { useTranslations } from 'next-intl';
import { CommandForm, IdempotencyKey } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import type { FormAction } from '@/lib/base/form-state';
import type { ShownProposal } from '@/lib/wallet/proposal/queries';
import { approveAction, rejectAction, withdrawAction } from '../actions';

type Props = { one: ShownProposal; formKey: string };

/** The next step of a proposal, or why whoever looks may not take it. */
export function Decide({ one, formKey }: Props) {
  const t = useTranslations('proposal.decide');
  const why = useTranslations('proposal.whyNot');
  const of = (deed: ShownProposal['may'][number]['deed']) => one.may.find((each) => each.deed === deed);
  const [approve, reject, withdraw] = [of('approve'), of('reject'), of('withdraw')];
  if (one.state !== 'pending_approval')
    return (
      <Card title={t('title')}>
        <p className="text-ink-soft">{t(`over.${one.state}`)}</p>
      </Card>
    );
  const refused = approve?.refused ?? reject?.refused;
  type Word = Parameters<typeof why>[0];
  const form = (action: FormAction, label: string) => ({ action, label, className: 'max-w-lg space-y-4' });
  const about = (
    <>
      <input type="hidden" name="proposalId" value={one.id} />
      <IdempotencyKey name="key" value={formKey} />
    </>
  );
  return (
    <Card title={t('title')}>
      <div className="space-y-5">
        {!approve && !reject ? <p className="text-ink-soft">{t('notYours')}</p> : null}
        {refused ? (
          <Alert tone="look" title={t('notYou')}>
            {why.has(refused as Word) ? why(refused as Word) : refused}
          </Alert>
        ) : null}
        {approve && !refused ? (
          <CommandForm {...form(approveAction, t('approve'))}>
            <p>{t('approveText')}</p>
            {about}
            <SubmitButton>{t('approve')}</SubmitButton>
          </CommandForm>
        ) : null}
        {reject && !refused ? (
          <CommandForm {...form(rejectAction, t('reject'))}>
            {about}
            <TextField
              name="reason"
              label={t('reason')}
              hint={t('reasonHint')}
              maxLength={300}
              autoComplete="off"
            />
            <SubmitButton variant="danger">{t('reject')}</SubmitButton>
          </CommandForm>
        ) : null}
        {withdraw && !withdraw.refused ? (
          <CommandForm {...form(withdrawAction, t('withdraw'))}>
            {about}
            <SubmitButton variant="secondary">{t('withdraw')}</SubmitButton>
          </CommandForm>
        ) : null}
      </div>
    </Card>
  );
}
