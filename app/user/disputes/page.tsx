import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { DisputeBadge } from '@/components/dispute/state-badge';
import { CommandForm, IdempotencyKey } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Disclosure } from '@/components/ui/disclosure';
import { EmptyState } from '@/components/ui/empty-state';
import { LifeBuoy } from '@/components/ui/icons';
import { Money } from '@/components/ui/money';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { clock } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { show } from '@/lib/entry/page';
import { listOwnDisputes, type OwnDispute } from '@/lib/wallet/dispute/own';
import { withdrawAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rules.own'))('title') };
}

/** What somebody disputes, and what of theirs is held for others, each with what happens next. */
export default async function OwnDisputesPage() {
  const { disputes } = await show(listOwnDisputes);
  const t = await getTranslations('rules.own');
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        back={{ href: '/user/wallet', label: t('back') }}
      />
      {disputes.length === 0 ? (
        <Card>
          <EmptyState icon={<LifeBuoy />} title={t('empty')}>
            {t('emptyText')}
          </EmptyState>
        </Card>
      ) : null}
      <div className="max-w-2xl space-y-5">
        {disputes.map((one) => (
          <Dispute key={one.id} one={one} />
        ))}
      </div>
    </>
  );
}

async function Dispute({ one }: { one: OwnDispute }) {
  const [t, words] = [await getTranslations('rules.own'), await getTranslations('rules.dispute')];
  const { mine, state, currency, held } = one;
  const money = (minor: bigint) => <Money amount={minor} currency={currency} />;
  const next = mine ? t(`next.${state}`) : t('next.heldOfMine');
  return (
    <Card
      title={mine ? words(`about.${one.about}`) : t('heldOfMine')}
      description={next}
      actions={<DisputeBadge state={state} />}
    >
      <DescriptionList
        facts={[
          {
            term: t('receipt'),
            detail: (
              <Link
                href={`/user/wallet/receipts/${one.deedId}`}
                className="rounded-sm font-mono text-small underline underline-offset-2"
              >
                {one.receiptNumber}
              </Link>
            ),
          },
          { term: t('amount'), detail: money(one.amount) },
          { term: t(state === 'open' ? 'held' : 'wasHeld'), detail: money(held) },
          { term: t('raisedAt'), detail: <Time value={one.raisedAt} shape="exact" /> },
          state === 'open'
            ? { term: t('deadline'), detail: <Time value={one.deadlineAt} shape="exact" /> }
            : null,
          one.decidedAt ? { term: t('endedAt'), detail: <Time value={one.decidedAt} shape="exact" /> } : null,
          one.decision ? { term: t('decision'), detail: one.decision } : null,
        ]}
      />
      {mine && state === 'open' ? (
        <div className="mt-4">
          <Disclosure title={t('withdraw')}>
            <CommandForm action={withdrawAction} label={t('withdraw')} className="space-y-4">
              <p>{t('withdrawText')}</p>
              <input type="hidden" name="disputeId" value={one.id} />
              <IdempotencyKey name="key" value={newId(clock.now())} />
              <SubmitButton variant="danger">{t('withdraw')}</SubmitButton>
            </CommandForm>
          </Disclosure>
        </div>
      ) : null}
    </Card>
  );
}
