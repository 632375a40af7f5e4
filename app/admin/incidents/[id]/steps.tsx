import { getFormatter, getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { Time } from '@/components/ui/time';
import { currentActor } from '@/lib/entry/current-actor';
import type { ShownIncident, ShownStep } from '@/lib/person/incident/show';
import { may } from '@/lib/policy/actor';
import { undoAction } from './actions';

type Word = Parameters<Awaited<ReturnType<typeof getTranslations<'incident.did'>>>>[0];
type Why = Parameters<Awaited<ReturnType<typeof getTranslations<'incident.why'>>>>[0];

/** What was done, by itself and by whom, the newest first; what can be taken back has its form beside it. */
export async function Steps({ one }: { one: ShownIncident }) {
  const t = await getTranslations('incident.file');
  const mayUndo = may(await currentActor(), 'incident.undo') && !one.isOwn && !one.isAbove;
  return (
    <Card title={t('steps')} description={one.isOwn ? t('own') : undefined}>
      {one.steps.length === 0 ? <p className="text-ink-soft">{t('noSteps')}</p> : null}
      <ol className="divide-y divide-line">
        {one.steps.map((step) => (
          <Step key={step.id} step={step} incidentId={one.id} mayUndo={mayUndo} />
        ))}
      </ol>
    </Card>
  );
}

type StepProps = { step: ShownStep; incidentId: string; mayUndo: boolean };

async function Step({ step, incidentId, mayUndo }: StepProps) {
  const [t, did] = [await getTranslations('incident.file'), await getTranslations('incident.did')];
  const word = did.has(step.kind as Word) ? did(step.kind as Word) : step.kind;
  const { undoneAt, undoneBy, undoneBecause } = step;
  return (
    <li className="py-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5">
        <p
          className={`flex flex-wrap items-center gap-x-2 font-medium ${undoneAt ? 'text-ink-soft line-through' : ''}`}
        >
          {word}
          {'why' in step.details ? <Badge tone="look">{t('notDone')}</Badge> : null}
        </p>
        <p className="text-ink-soft text-small">
          {step.by ?? t('byItself')} · <Time value={step.at} />
        </p>
      </div>
      <Detail step={step} />
      {undoneAt ? (
        <p className="mt-1 text-small">
          {t('undone', { name: undoneBy ?? '–', reason: undoneBecause ?? '' })} · <Time value={undoneAt} />
        </p>
      ) : null}
      {step.undoable && mayUndo ? (
        <CommandForm action={undoAction} label={`${t('undo')}: ${word}`} className="mt-2 max-w-lg space-y-2">
          <input type="hidden" name="incidentId" value={incidentId} />
          <input type="hidden" name="stepId" value={step.id} />
          <TextField
            name="reason"
            label={t('undoReason')}
            hint={t('undoHint')}
            maxLength={300}
            autoComplete="off"
          />
          <SubmitButton variant="secondary" size="sm" aria-label={`${t('undo')}: ${word}`}>
            {t('undo')}
          </SubmitButton>
        </CommandForm>
      ) : null}
    </li>
  );
}

/** What a step says beside its name: why not, how many, until when, or what somebody wrote. */
async function Detail({ step: { details } }: { step: ShownStep }) {
  const [t, why, format] = [
    await getTranslations('incident.file'),
    await getTranslations('incident.why'),
    await getFormatter(),
  ];
  const lines: string[] = [];
  if (typeof details.why === 'string' && why.has(details.why as Why)) lines.push(why(details.why as Why));
  if (typeof details.sessions === 'number') lines.push(t('proofs', { count: details.sessions }));
  if (typeof details.ended === 'number') lines.push(t('ended', { count: details.ended }));
  if (typeof details.network === 'string') lines.push(details.network);
  if (typeof details.until === 'string')
    lines.push(
      t('until', {
        time: format.dateTime(new Date(details.until), { dateStyle: 'medium', timeStyle: 'short' }),
      }),
    );
  if (typeof details.note === 'string') lines.push(details.note);
  if (lines.length === 0) return null;
  return <p className="mt-0.5 break-words text-ink-soft">{lines.join(' · ')}</p>;
}
