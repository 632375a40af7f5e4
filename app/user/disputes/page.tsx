import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CommandForm, IdempotencyKey } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Disclosure } from '@/components/ui/disclosure';
import { PageHeader } from '@/components/ui/page-header';
import { newIdempotencyKey } from '@/lib/entry/idempotency-key';
import { show } from '@/lib/entry/page';
import { listOwnDisputes, type OwnDispute } from '@/lib/wallet/dispute/own';
import { OwnDisputes } from '../../own-disputes';
import { withdrawAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rules.own'))('title') };
}

/** What a customer disputes, and what of theirs is held for others; what they raised they may take back. */
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
      <OwnDisputes
        disputes={disputes}
        receipts="/user/wallet/receipts"
        emptyText={t('emptyText')}
        act={(one) => <Withdraw one={one} />}
      />
    </>
  );
}

async function Withdraw({ one }: { one: OwnDispute }) {
  const t = await getTranslations('rules.own');
  return (
    <div className="mt-4">
      <Disclosure title={t('withdraw')}>
        <CommandForm action={withdrawAction} label={t('withdraw')} className="space-y-4">
          <p>{t('withdrawText')}</p>
          <input type="hidden" name="disputeId" value={one.id} />
          <IdempotencyKey name="key" value={newIdempotencyKey()} />
          <SubmitButton variant="danger">{t('withdraw')}</SubmitButton>
        </CommandForm>
      </Disclosure>
    </div>
  );
}
