import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { CodeField } from '@/components/form/number-fields';
import { SubmitButton } from '@/components/form/submit-button';
import { DataTable } from '@/components/table/data-table';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { CardSim } from '@/components/ui/icons';
import { Identifier } from '@/components/ui/identifier';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { show } from '@/lib/entry/page';
import { ownNumbers } from '@/lib/sim/own-numbers';
import { filterOf, type SearchParams } from '../../list-filter';
import { confirmNumberAction, resendCodeAction } from './actions';
import { NumberCard } from './number-card';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('sim.own'))('title') };
}

const TONE = { pending: 'look', active: 'fine', suspended: 'stop', retired: 'neutral' } as const;

const SAID = ['suspended', 'resumed', 'locked', 'unlocking'] as const;

/** A person's own numbers: the confirmation of one that a shop has registered for them, and what can be done about each. */
export default async function OwnSimsPage({ searchParams }: { searchParams: SearchParams }) {
  const { numbers } = await show(ownNumbers);
  const { said } = await filterOf(searchParams, ['said'] as const);
  const done = SAID.find((word) => word === said);
  const t = await getTranslations('sim.own');
  return (
    <>
      <PageHeader title={t('title')} />
      <div className="space-y-5">
        {done ? (
          <Alert
            tone="fine"
            role="status"
            action={
              done === 'suspended' ? (
                <LinkButton size="sm" href="/user/security/protection">
                  {t('secure')}
                </LinkButton>
              ) : null
            }
          >
            {t(`said_${done}`)}
          </Alert>
        ) : null}
        {numbers.map(({ id, msisdn, pendingRegistrationId }) =>
          pendingRegistrationId ? (
            <Card key={id} title={t('confirm', { number: msisdn })} description={t('confirmText')}>
              <CommandForm action={confirmNumberAction} label={t('confirm', { number: msisdn })}>
                <input type="hidden" name="msisdn" value={msisdn} />
                <CodeField name="code" label={t('code')} />
                <SubmitButton>{t('submit')}</SubmitButton>
              </CommandForm>
              <CommandForm action={resendCodeAction} label={t('resend')} done={t('resent')} className="mt-3">
                <input type="hidden" name="registrationId" value={pendingRegistrationId} />
                <SubmitButton variant="ghost">{t('resend')}</SubmitButton>
              </CommandForm>
            </Card>
          ) : null,
        )}
        <Card flush>
          <DataTable
            caption={t('title')}
            rows={numbers}
            rowKey={({ id }) => id}
            columns={[
              {
                key: 'number',
                header: t('number'),
                cell: ({ msisdn }) => <Identifier value={msisdn} what={t('number')} />,
              },
              {
                key: 'card',
                header: t('card'),
                cell: ({ iccid }) => <span className="font-mono">{iccid ?? '–'}</span>,
              },
              {
                key: 'state',
                header: t('state'),
                cell: ({ state }) => <Badge tone={TONE[state]}>{t(state)}</Badge>,
              },
              { key: 'since', header: t('since'), cell: ({ since }) => <Time value={since} /> },
            ]}
            empty={
              <EmptyState icon={<CardSim />} title={t('empty')}>
                {t('emptyText')}
              </EmptyState>
            }
          />
        </Card>
        {numbers.map((one) =>
          one.state === 'active' || one.state === 'suspended' ? <NumberCard key={one.id} one={one} /> : null,
        )}
      </div>
    </>
  );
}
