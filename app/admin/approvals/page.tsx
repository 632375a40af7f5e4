import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { Disclosure } from '@/components/ui/disclosure';
import { EmptyState } from '@/components/ui/empty-state';
import { UserRoundCheck } from '@/components/ui/icons';
import { PageHeader } from '@/components/ui/page-header';
import { show } from '@/lib/entry/page';
import { listApprovals, type ShownApproval } from '@/lib/tenant/approval/list-approvals';
import { OwnWishes, WishRow } from '../../approval-rows';
import { filterOf, type SearchParams } from '../../list-filter';
import { approveAction, refuseAction } from './actions';

const SAID = ['approved', 'refused'] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('approval'))('title') };
}

/** What waits for a second person: what the reader may decide, and what they asked for themselves. */
export default async function ApprovalsPage({ searchParams }: { searchParams: SearchParams }) {
  const { toDecide, own } = await show(listApprovals);
  const { said } = await filterOf(searchParams, ['said'] as const);
  const t = await getTranslations('approval');
  const done = SAID.find((word) => word === said);
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="space-y-5">
        {done ? (
          <Alert tone="fine" role="status">
            {t(`said.${done}`)}
          </Alert>
        ) : null}
        <Card title={t('toDecide')} flush>
          {toDecide.length === 0 ? (
            <EmptyState icon={<UserRoundCheck />} title={t('nothing')}>
              {t('nothingText')}
            </EmptyState>
          ) : null}
          <ul className="divide-y divide-line">
            {toDecide.map((wish) => (
              <WishRow key={wish.id} wish={wish}>
                <Deciding wish={wish} />
              </WishRow>
            ))}
          </ul>
        </Card>
        <OwnWishes wishes={own} />
      </div>
    </>
  );
}

async function Deciding({ wish: { id, state, askedBy } }: { wish: ShownApproval }) {
  const t = await getTranslations('approval');
  return (
    <div className="space-y-3">
      {state === 'waiting' ? (
        <CommandForm action={approveAction} label={t('approveOf', { name: askedBy })}>
          <input type="hidden" name="approvalId" value={id} />
          <SubmitButton>{t('approve')}</SubmitButton>
        </CommandForm>
      ) : null}
      <Disclosure title={state === 'waiting' ? t('refuse') : t('overrule')}>
        <CommandForm
          action={refuseAction}
          label={t('refuseOf', { name: askedBy })}
          className="max-w-lg space-y-4"
        >
          <input type="hidden" name="approvalId" value={id} />
          <TextField
            name="reason"
            label={t('reason')}
            hint={t('reasonHint')}
            maxLength={300}
            autoComplete="off"
          />
          <SubmitButton variant="danger">{t('refuse')}</SubmitButton>
        </CommandForm>
      </Disclosure>
    </div>
  );
}
