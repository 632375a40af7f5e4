import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { Time } from '@/components/ui/time';
import { show } from '@/lib/entry/page';
import { ownContacts } from '@/lib/person/contacts/own-contacts';
import { addContactAction, removeContactAction } from './actions';

/** Those who may say for one that the telephone is gone, and a place for another. */
export async function ContactsCard() {
  const { contacts, most } = await show(ownContacts);
  const t = await getTranslations('outage.contacts');
  return (
    <Card title={t('title')} description={t('description', { most })}>
      {contacts.length === 0 ? <p className="mb-4 text-ink-soft">{t('none')}</p> : null}
      <ul className="mb-4 divide-y divide-line">
        {contacts.map(({ id, name, address, addedAt, agreedAt }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2.5">
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-x-2">
                <span className="font-medium">{name}</span>
                <Badge tone={agreedAt ? 'fine' : 'look'}>{t(agreedAt ? 'agreed' : 'waits')}</Badge>
              </p>
              <p className="break-words text-ink-soft text-small">
                {address} · <Time value={agreedAt ?? addedAt} />
              </p>
            </div>
            <CommandForm action={removeContactAction} className="contents" label={t('removeOne', { name })}>
              <input type="hidden" name="contactId" value={id} />
              <SubmitButton variant="secondary" size="sm" aria-label={t('removeOne', { name })}>
                {t('remove')}
              </SubmitButton>
            </CommandForm>
          </li>
        ))}
      </ul>
      {contacts.length < most ? (
        <CommandForm action={addContactAction} label={t('add')} className="max-w-sm space-y-4">
          <TextField name="name" label={t('name')} maxLength={80} autoComplete="off" />
          <TextField
            name="address"
            label={t('address')}
            hint={t('addressHint')}
            maxLength={254}
            autoComplete="off"
          />
          <SubmitButton variant="secondary">{t('add')}</SubmitButton>
        </CommandForm>
      ) : null}
    </Card>
  );
}
