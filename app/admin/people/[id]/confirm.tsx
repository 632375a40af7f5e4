import { getTranslations } from 'next-intl/server';
import { DeedName } from '@/components/audit/deed-name';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import type { FormAction } from '@/lib/base/form-state';
import { currentActor } from '@/lib/entry/current-actor';
import { needsFreshProof, sendAway, show } from '@/lib/entry/page';
import { roleMatrix } from '@/lib/person/list-roles';
import { may } from '@/lib/policy/actor';
import { isBuiltIn } from '@/lib/policy/roles';
import { assignRoleAction, endSessionsAction, removeRoleAction } from './actions';

export type Asked = { give?: string; take?: string; end?: string };

type Person = {
  id: string;
  name: string;
  roles: { key: string; name: string; removable: boolean }[];
  assignable: { key: string; name: string }[];
  touchable: boolean;
  sessions: { id: string }[];
};

/**
 * What is about to be done to a person, in words, before it is done. The second factor is asked for first and leads
 * back here, so that the answer is given once.
 */
export async function Confirm({ person, asked }: { person: Person; asked: Asked }) {
  const gives = person.assignable.find(({ key }) => key === asked.give);
  const takes = person.roles.find(({ key, removable }) => removable && key === asked.take);
  const ends = asked.end !== undefined && person.touchable;
  if (!gives && !takes && !ends) return null;
  const proof = await needsFreshProof();
  if (proof) return sendAway(proof);
  const t = await getTranslations('admin.person.confirm');
  const built = await getTranslations('admin.role');
  const { id, name } = person;
  const role = gives ?? takes;
  const sessionId = person.sessions.find((session) => session.id === asked.end)?.id;
  if (!role)
    return (
      <Question
        id={id}
        sessionId={sessionId}
        title={sessionId ? t('endOne', { name }) : t('end', { name })}
        text={sessionId ? t('endOneText', { name }) : t('endText', { name })}
        doIt={t('doEnd')}
        action={endSessionsAction}
      />
    );
  const words = { name, role: isBuiltIn(role.key) ? built(role.key) : role.name };
  const others = person.roles.filter(({ key }) => key !== role.key).map(({ key }) => key);
  const actor = await currentActor();
  const seesAll = may(actor, 'role.matrix');
  return (
    <Question
      id={id}
      role={role.key}
      title={gives ? t('give', words) : t('take', words)}
      text={gives ? t('giveText', words) : t('takeText', words)}
      doIt={gives ? t('doGive') : t('doTake')}
      action={gives ? assignRoleAction : removeRoleAction}
      change={
        seesAll
          ? { title: gives ? t('adds') : t('removes'), permissions: await only(role.key, others) }
          : undefined
      }
    />
  );
}

/** What one role allows and none of the others does. */
async function only(role: string, others: readonly string[]): Promise<string[]> {
  const { roles, permissions } = await show(roleMatrix);
  const places = new Map(roles.map(({ key }, place) => [key, place]));
  const holds = (key: string, held: boolean[]) => held[places.get(key) ?? -1] ?? false;
  return permissions
    .filter(({ held }) => holds(role, held) && !others.some((key) => holds(key, held)))
    .map(({ name }) => name);
}

type QuestionProps = {
  id: string;
  title: string;
  text: string;
  /** The deed, on its button. */
  doIt: string;
  action: FormAction;
  role?: string;
  sessionId?: string;
  change?: { title: string; permissions: string[] };
};

async function Question({ id, title, text, doIt, action, role, sessionId, change }: QuestionProps) {
  const t = await getTranslations('admin.person.confirm');
  return (
    <Card title={title} description={text} className="border-look-line">
      {change ? (
        <div className="mb-4">
          <h3 className="font-medium text-small">{change.title}</h3>
          {change.permissions.length === 0 ? <p className="text-ink-soft">{t('nothing')}</p> : null}
          <ul className="mt-1 grid list-disc gap-x-6 pl-5 sm:grid-cols-2 lg:grid-cols-3">
            {change.permissions.map((name) => (
              <li key={name}>
                <DeedName command={name} />
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <CommandForm action={action} label={title}>
        <input type="hidden" name="personId" value={id} />
        {role ? <input type="hidden" name="role" value={role} /> : null}
        {sessionId ? <input type="hidden" name="sessionId" value={sessionId} /> : null}
        <div className="flex gap-2">
          <SubmitButton>{doIt}</SubmitButton>
          <LinkButton href={`/admin/people/${id}`}>{t('no')}</LinkButton>
        </div>
      </CommandForm>
    </Card>
  );
}
