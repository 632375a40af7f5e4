import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { Disclosure } from '@/components/ui/disclosure';
import { currentActor } from '@/lib/entry/current-actor';
import type { ShownIncident } from '@/lib/person/incident/show';
import { may } from '@/lib/policy/actor';
import type { ResponseName } from '@/lib/policy/response-settings';
import { actAction } from './actions';

/** What is left to do, each with one button, or why whoever is looking may not. */
export async function LeftToDo({ one }: { one: ShownIncident }) {
  const t = await getTranslations('incident.file');
  if (one.closedAt) return null;
  if (!may(await currentActor(), 'incident.act'))
    return <Card title={t('left')} description={t('forbidden')} />;
  if (one.isAbove)
    return (
      <Card title={t('left')}>
        <Alert tone="look">{t('above')}</Alert>
      </Card>
    );
  const { id, wanted, possible } = one;
  return (
    <Card
      title={t('left')}
      description={wanted.length > 0 ? t('leftText') : t('nothingLeft')}
      className={wanted.length > 0 ? 'border-look-line' : ''}
    >
      {wanted.length > 0 ? <Responses id={id} names={wanted} foremost /> : null}
      {possible.length > 0 ? (
        <div className={wanted.length > 0 ? 'mt-4' : ''}>
          <Disclosure title={t('more')}>
            <Responses id={id} names={possible} />
          </Disclosure>
        </div>
      ) : null}
    </Card>
  );
}

type ResponsesProps = { id: string; names: readonly ResponseName[]; foremost?: boolean };

async function Responses({ id, names, foremost = false }: ResponsesProps) {
  const [words, hints] = [
    await getTranslations('incident.response'),
    await getTranslations('incident.responseHint'),
  ];
  return (
    <ul className="space-y-3">
      {names.map((name, place) => (
        <li key={name}>
          <CommandForm action={actAction} label={words(name)} className="space-y-2">
            <input type="hidden" name="incidentId" value={id} />
            <input type="hidden" name="response" value={name} />
            <SubmitButton
              variant={foremost && place === 0 ? 'primary' : 'secondary'}
              wide
              aria-describedby={`hint-${name}`}
            >
              {words(name)}
            </SubmitButton>
          </CommandForm>
          <p id={`hint-${name}`} className="mt-1 text-ink-soft text-small">
            {hints(name)}
          </p>
        </li>
      ))}
    </ul>
  );
}
