import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SelectField } from '@/components/form/choice-field';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { RecoveryBadge } from '@/components/recovery/state-badge';
import { FilterBar } from '@/components/table/filter-bar';
import { FilterSearch } from '@/components/table/filters';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { needsFreshProof, sendAway, showFiltered } from '@/lib/entry/page';
import { DOCUMENT_KINDS } from '@/lib/person/document';
import { findRecovery } from '@/lib/person/recovery/queries';
import { openRecoveryAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('recovery.counter'))('title') };
}

type Props = { searchParams: Promise<{ number?: string; said?: string }> };

/** Opens the recovery of a customer who stands at the counter with their document, by the number that they say. */
export default async function AgentRecoveriesPage({ searchParams }: Props) {
  const { number, said } = await searchParams;
  const t = await getTranslations('recovery.counter');
  const { shown, problems } = await showFiltered(findRecovery, { number: number || undefined });
  const found = shown?.found;
  if (found?.state === 'asked' && (await needsFreshProof())) return sendAway('/step-up');
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="space-y-5">
        {said === 'opened' ? (
          <Alert tone="fine" role="status" title={t('opened')}>
            {t('openedText')}
          </Alert>
        ) : null}
        <Card flush>
          <FilterBar path="/agent/recoveries" active={Boolean(number)}>
            <FilterSearch name="number" label={t('number')} value={number} />
          </FilterBar>
        </Card>
        {number && !found ? (
          <Alert tone="look" role="status">
            {problems?.number?.[0] ?? t('none')}
          </Alert>
        ) : null}
        {found ? <Found found={found} /> : null}
      </div>
    </>
  );
}

type Found = NonNullable<Awaited<ReturnType<typeof findRecovery.run>>['found']>;

async function Found({ found: { number, named, state, askedAt, mismatches } }: { found: Found }) {
  const [t, person] = [await getTranslations('recovery.counter'), await getTranslations('admin.person')];
  return (
    <Card title={number} actions={<RecoveryBadge state={state} />}>
      <DescriptionList
        facts={[
          { term: t('named'), detail: named },
          { term: t('asked'), detail: <Time value={askedAt} /> },
          mismatches > 0 ? { term: t('mismatches'), detail: String(mismatches) } : null,
        ]}
      />
      {state === 'asked' ? (
        <CommandForm action={openRecoveryAction} label={t('open')} className="mt-5 max-w-md space-y-4">
          <p className="text-ink-soft">{t('read')}</p>
          <input type="hidden" name="number" value={number} />
          <SelectField
            name="documentKind"
            label={t('documentKind')}
            options={DOCUMENT_KINDS.map((value) => ({ value, label: person(value) }))}
          />
          <TextField
            name="documentNumber"
            label={t('documentNumber')}
            maxLength={40}
            autoComplete="off"
            spellCheck={false}
          />
          <SubmitButton>{t('open')}</SubmitButton>
        </CommandForm>
      ) : (
        <p className="mt-4 text-ink-soft">{t('past')}</p>
      )}
    </Card>
  );
}
