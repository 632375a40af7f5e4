import { getTranslations } from 'next-intl/server';
import { SelectField } from '@/components/form/choice-field';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Disclosure } from '@/components/ui/disclosure';
import { Time } from '@/components/ui/time';
import type { FormAction } from '@/lib/base/form-state';
import { currentActor } from '@/lib/entry/current-actor';
import type { ShownIncident } from '@/lib/person/incident/show';
import { may, personIdOf } from '@/lib/policy/actor';
import { assignAction, closeAction, noteAction, reopenAction } from './actions';

/** Who deals with it and until when; to take it, to write something down, to close it and to open it again. */
export async function Handling({ one }: { one: ShownIncident }) {
  const t = await getTranslations('incident.file');
  const actor = await currentActor();
  const { id, closedAt, closedBy, closingNote, assigned } = one;
  return (
    <Card title={t('handle')}>
      <DescriptionList
        facts={[
          {
            term: t('assigned'),
            detail: assigned?.name ?? <span className="text-ink-soft">{t('unassigned')}</span>,
          },
          closedAt ? null : { term: t('due'), detail: <Time value={one.dueAt} shape="exact" /> },
          closedAt
            ? {
                term: t('closedBadge'),
                detail: (
                  <>
                    {t('closedBy', { name: closedBy ?? '–' })}, <Time value={closedAt} />
                  </>
                ),
              }
            : null,
          closingNote ? { term: t('closingNote'), detail: closingNote } : null,
        ]}
      />
      <div className="mt-4 space-y-3">
        {!closedAt && may(actor, 'incident.assign') ? <Assign one={one} ownId={personIdOf(actor)} /> : null}
        {may(actor, 'incident.note') ? (
          <Disclosure title={t('note')}>
            <NoteForm
              id={id}
              action={noteAction}
              words={{ label: t('note'), hint: t('noteHint'), doIt: t('doNote') }}
            />
          </Disclosure>
        ) : null}
        {!closedAt && !one.isOwn && may(actor, 'incident.close') ? (
          <Disclosure title={t('close')}>
            <NoteForm
              id={id}
              action={closeAction}
              words={{ label: t('closeNote'), hint: t('closeHint'), doIt: t('close') }}
            />
          </Disclosure>
        ) : null}
        {closedAt && may(actor, 'incident.reopen') ? (
          <CommandForm action={reopenAction} label={t('reopen')}>
            <input type="hidden" name="incidentId" value={id} />
            <SubmitButton variant="secondary">{t('reopen')}</SubmitButton>
          </CommandForm>
        ) : null}
      </div>
    </Card>
  );
}

async function Assign({ one, ownId }: { one: ShownIncident; ownId: string | null }) {
  const t = await getTranslations('incident.file');
  const { id, assigned, colleagues } = one;
  const others = colleagues.filter((colleague) => colleague.id !== assigned?.id && colleague.id !== ownId);
  const hidden = (
    <>
      <input type="hidden" name="incidentId" value={id} />
      {assigned ? <input type="hidden" name="seen" value={assigned.id} /> : null}
    </>
  );
  return (
    <>
      {assigned?.id === ownId ? null : (
        <CommandForm action={assignAction} label={t('take')}>
          {hidden}
          <SubmitButton variant="secondary" wide>
            {t('take')}
          </SubmitButton>
        </CommandForm>
      )}
      {others.length > 0 ? (
        <Disclosure title={t('give')}>
          <CommandForm action={assignAction} label={t('give')}>
            {hidden}
            <SelectField
              name="to"
              label={t('give')}
              options={others.map((colleague) => ({ value: colleague.id, label: colleague.name }))}
            />
            <SubmitButton variant="secondary">{t('doGive')}</SubmitButton>
          </CommandForm>
        </Disclosure>
      ) : null}
    </>
  );
}

type NoteProps = { id: string; action: FormAction; words: { label: string; hint: string; doIt: string } };

function NoteForm({ id, action, words }: NoteProps) {
  return (
    <CommandForm action={action} label={words.doIt}>
      <input type="hidden" name="incidentId" value={id} />
      <TextField name="note" label={words.label} hint={words.hint} maxLength={1000} autoComplete="off" />
      <SubmitButton variant="secondary">{words.doIt}</SubmitButton>
    </CommandForm>
  );
}
