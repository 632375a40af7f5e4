import { getTranslations } from 'next-intl/server';
import { SelectField } from '@/components/form/choice-field';
import { CommandForm, IdempotencyKey } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Disclosure } from '@/components/ui/disclosure';
import { Time } from '@/components/ui/time';
import type { FormAction } from '@/lib/base/form-state';
import { currentActor } from '@/lib/entry/current-actor';
import { newIdempotencyKey } from '@/lib/entry/idempotency-key';
import { may } from '@/lib/policy/actor';
import type { ShownAccount } from '@/lib/wallet/freeze/show-account';
import { freezeAction, proposeUnfreezeAction, unfreezeAction } from './actions';

/** What is frozen and why, and the one thing that may be done about it: freeze, let go, or propose to let go. */
export async function FreezeCard({ account }: { account: ShownAccount }) {
  const [t, actor] = [await getTranslations('rules.freeze'), await currentActor()];
  const { frozen, mayNotThaw } = account;
  const own = mayNotThaw === 'freeze_own_account';
  const mayFreeze = may(actor, 'account.freeze') && !own;
  if (frozen === 'none')
    return mayFreeze ? (
      <Card title={t('freeze')} description={t('freezeText')}>
        <Disclosure title={t('freeze')}>
          <FreezeForm account={account} label={t('freeze')} />
        </Disclosure>
      </Card>
    ) : null;
  return (
    <Card title={t(`is.${frozen}`)} className="border-stop-line">
      <DescriptionList
        facts={[
          { term: t('because'), detail: account.frozenBecause ?? '–' },
          { term: t('by'), detail: account.frozenBy ?? t('several') },
          account.frozenAt ? { term: t('since'), detail: <Time value={account.frozenAt} /> } : null,
          {
            term: t('until'),
            detail: account.frozenUntil ? <Time value={account.frozenUntil} shape="exact" /> : t('open'),
          },
        ]}
      />
      <div className="mt-4 space-y-3">
        {own ? <p className="text-ink-soft">{t('own')}</p> : null}
        {mayNotThaw === null && may(actor, 'account.unfreeze') ? (
          <Disclosure title={t('thaw')}>
            <ReasonForm
              accountId={account.id}
              action={unfreezeAction}
              label={t('thaw')}
              text={t('thawText')}
            />
          </Disclosure>
        ) : null}
        {mayNotThaw === 'unfreeze_takes_two' && may(actor, 'account.unfreeze.propose') ? (
          <Disclosure title={t('propose')}>
            <ReasonForm
              accountId={account.id}
              action={proposeUnfreezeAction}
              label={t('propose')}
              text={t('proposeText')}
              formKey={newIdempotencyKey()}
            />
          </Disclosure>
        ) : null}
        {mayFreeze ? (
          <Disclosure title={t('more')}>
            <FreezeForm account={account} label={t('more')} />
          </Disclosure>
        ) : null}
      </div>
    </Card>
  );
}

async function FreezeForm({ account, label }: { account: ShownAccount; label: string }) {
  const t = await getTranslations('rules.freeze');
  return (
    <CommandForm action={freezeAction} label={label} className="max-w-lg space-y-4">
      <input type="hidden" name="accountId" value={account.id} />
      <SelectField
        name="what"
        label={t('what')}
        options={(['debit', 'credit', 'both'] as const).map((value) => ({
          value,
          label: t(`whats.${value}`),
        }))}
      />
      <TextField
        name="reason"
        label={t('reason')}
        hint={t('reasonHint')}
        maxLength={300}
        autoComplete="off"
      />
      <TextField name="until" type="date" label={t('untilDay')} hint={t('untilHint')} optional />
      <SubmitButton variant="danger">{label}</SubmitButton>
    </CommandForm>
  );
}

type ReasonProps = { accountId: string; action: FormAction; label: string; text: string; formKey?: string };

async function ReasonForm({ accountId, action, label, text, formKey }: ReasonProps) {
  const t = await getTranslations('rules.freeze');
  return (
    <CommandForm action={action} label={label} className="max-w-lg space-y-4">
      <p>{text}</p>
      <input type="hidden" name="accountId" value={accountId} />
      {formKey ? <IdempotencyKey name="key" value={formKey} /> : null}
      <TextField
        name="reason"
        label={t('reason')}
        hint={t('reasonHint')}
        maxLength={300}
        autoComplete="off"
      />
      <SubmitButton>{label}</SubmitButton>
    </CommandForm>
  );
}
