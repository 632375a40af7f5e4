import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SelectField } from '@/components/form/choice-field';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { needsFreshProof, sendAway } from '@/lib/entry/page';
import { DOCUMENT_KINDS } from '@/lib/person/document';
import { releaseByDocumentAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('swapAfter.release'))('title') };
}

type Props = { searchParams: Promise<{ number?: string; said?: string }> };

/** Reads the document of a customer whose money rests after a swap, by the number of the case that they say. */
export default async function ReleasePage({ searchParams }: Props) {
  const { number, said } = await searchParams;
  if (said !== 'read' && (await needsFreshProof())) return sendAway('/step-up');
  const [t, person] = [await getTranslations('swapAfter.release'), await getTranslations('admin.person')];
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      {said === 'read' ? (
        <Alert tone="fine" role="status" title={t('read')}>
          {t('readText')}
        </Alert>
      ) : (
        <Card>
          <CommandForm action={releaseByDocumentAction} label={t('title')} className="max-w-md space-y-4">
            <TextField
              name="number"
              label={t('number')}
              hint={t('numberHint')}
              defaultValue={number?.slice(0, 20)}
              maxLength={20}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
            />
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
            <SubmitButton>{t('compare')}</SubmitButton>
          </CommandForm>
        </Card>
      )}
    </>
  );
}
