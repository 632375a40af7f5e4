import { getTranslations } from 'next-intl/server';
import type { z } from 'zod';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { LinkButton } from '@/components/ui/link-button';
import type { showContacts } from '@/lib/tenant/contacts/show-contacts';
import { LinesField } from '../sign-in/form';
import { updateContactsAction } from './actions';

type Shown = z.infer<typeof showContacts.output>;

/** Who hears of incidents, to look at and to change. */
export async function ContactsCard({ shown, isChanging }: { shown: Shown; isChanging: boolean }) {
  const t = await getTranslations('alarm.contacts');
  const { contacts, owners, version } = shown;
  if (isChanging)
    return (
      <Card title={t('heading')} description={t('text')}>
        <CommandForm key={version} action={updateContactsAction} label={t('change')}>
          <input type="hidden" name="version" value={version} />
          <LinesField
            name="contacts"
            label={t('field')}
            hint={t('hint')}
            defaultValue={contacts.join('\n')}
            className="max-w-lg"
          />
          <div className="flex flex-wrap gap-2">
            <SubmitButton>{t('submit')}</SubmitButton>
            <LinkButton href="/admin/alarms">{t('cancel')}</LinkButton>
          </div>
        </CommandForm>
      </Card>
    );
  return (
    <Card title={t('heading')} description={t('text')}>
      <DescriptionList
        facts={[
          {
            term: t('contacts'),
            detail:
              contacts.length > 0 ? (
                <Lines lines={contacts} />
              ) : (
                <span className="text-ink-soft">{t('none')}</span>
              ),
          },
          {
            term: t('owners'),
            detail: <Lines lines={owners.map(({ name, email }) => `${name}, ${email ?? t('noEmail')}`)} />,
          },
        ]}
      />
    </Card>
  );
}

const Lines = ({ lines }: { lines: readonly string[] }) => (
  <ul>
    {lines.map((line) => (
      <li key={line} className="break-words">
        {line}
      </li>
    ))}
  </ul>
);
