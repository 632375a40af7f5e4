import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { DocumentBadge } from '@/components/kyc/state-badge';
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
import { tenantOrigin } from '@/lib/entry/tenant-origin';
import { ownRegistrations } from '@/lib/sim/own-numbers';
import { PictureForms } from '../kyc/picture-forms';
import { resendCodeAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('sim.registrations'))('title') };
}

type Props = { searchParams: Promise<{ before?: string; new?: string }> };

/** What an agent has registered, and what still awaits its customer. */
export default async function RegistrationsPage({ searchParams }: Props) {
  const { before, new: justNow } = await searchParams;
  const { registrations, next } = await show(ownRegistrations, { before });
  const [t, done] = [await getTranslations('sim.registrations'), await getTranslations('sim.register')];
  const made = registrations.find(({ id }) => id === justNow);
  const register = (
    <LinkButton href="/agent/register" variant="primary">
      {made ? done('another') : t('first')}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={t('title')} actions={register} />
      {made ? (
        <Alert tone="fine" role="status" title={done('done')} className="mb-5">
          <p>{done('doneText', { number: made.number, address: `${await tenantOrigin()}/activate` })}</p>
          <p className="mt-1">{done('doneKnown')}</p>
        </Alert>
      ) : null}
      {made && made.documentState !== 'verified' ? (
        <Card title={done('pictures')} description={done('picturesText')} className="mb-5">
          <PictureForms documentId={made.documentId} sides={['front', 'face']} />
        </Card>
      ) : null}
      <Card flush>
        <DataTable
          caption={t('title')}
          rows={registrations}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'number',
              header: t('number'),
              cell: ({ number }) => <span className="font-mono">{number}</span>,
            },
            {
              key: 'card',
              header: t('card'),
              cell: ({ iccid }) => <Identifier value={iccid} what={t('card')} copy={false} />,
            },
            {
              key: 'state',
              header: t('state'),
              cell: ({ state }) =>
                state === 'active' ? (
                  <Badge tone="fine">{t('active')}</Badge>
                ) : (
                  <Badge tone="look">{t('pending')}</Badge>
                ),
            },
            {
              key: 'document',
              header: t('document'),
              cell: ({ documentId, documentState }) => (
                <Link href={`/agent/kyc/${documentId}`} className="underline underline-offset-2">
                  <DocumentBadge state={documentState} />
                </Link>
              ),
            },
            {
              key: 'registered',
              header: t('registered'),
              cell: ({ registeredAt }) => <Time value={registeredAt} />,
            },
            {
              key: 'activated',
              header: t('activated'),
              cell: ({ id, activatedAt }) =>
                activatedAt ? (
                  <Time value={activatedAt} />
                ) : (
                  <CommandForm action={resendCodeAction} label={t('resend')} done={t('resent')}>
                    <input type="hidden" name="registrationId" value={id} />
                    <SubmitButton variant="secondary" size="sm">
                      {t('resend')}
                    </SubmitButton>
                  </CommandForm>
                ),
            },
          ]}
          empty={
            <EmptyState icon={<CardSim />} title={t('empty')} action={register}>
              {t('emptyText')}
            </EmptyState>
          }
          paging={{
            next: next ? `/agent/registrations?before=${next}` : undefined,
            first: before ? '/agent/registrations' : undefined,
          }}
        />
      </Card>
    </>
  );
}
