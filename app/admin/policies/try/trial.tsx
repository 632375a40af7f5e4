import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { useDeedName } from '@/components/audit/deed-name';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { CircleCheck, CircleX } from '@/components/ui/icons';
import { Refusal } from '@/lib/base/refusal';
import { sayRefusal } from '@/lib/entry/say-refusal';
import type { Trial } from '@/lib/tenant/policies/try';
import { AnswerBadge } from '../answer-badge';

/** What the door would answer, step by step, and the policies behind it. */
export async function TrialShown({ trial }: { trial: Trial }) {
  const t = await getTranslations('policies.trial');
  return (
    <>
      <Card title={<Asked trial={trial} />} actions={<AnswerBadge answer={trial.answer} />}>
        <h3 className="mb-2 font-medium text-small">{t('steps')}</h3>
        <ol className="space-y-3">
          {trial.steps.map(({ step, refusal }) => (
            <li key={step} className="flex items-start gap-2.5">
              {refusal ? (
                <CircleX className="mt-[0.2em] size-4 text-stop" />
              ) : (
                <CircleCheck className="mt-[0.2em] size-4 text-fine" />
              )}
              <div className="min-w-0">
                <p className="font-medium">{t(`step.${step}`)}</p>
                <p className="text-ink-soft">{refusal ? <Sentence found={refusal} /> : t('passed')}</p>
              </div>
            </li>
          ))}
        </ol>
      </Card>
      <Card
        title={t('behind')}
        description={trial.asked === 0 ? t('askedNone') : t('asked', { count: trial.asked })}
      >
        {trial.behind.length > 0 ? (
          <ul className="space-y-1">
            {trial.behind.map(({ id, name }) => (
              <li key={id}>
                <Link href={`/admin/policies/${id}`} className="text-accent-ink underline underline-offset-2">
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        ) : null}
      </Card>
      <Card title={t('facts')}>
        <DescriptionList
          facts={Object.entries(trial.facts).map(([name, value]) => ({
            term: <code className="text-small">{name}</code>,
            detail: value,
          }))}
        />
      </Card>
    </>
  );
}

function Asked({ trial: { person, command } }: { trial: Trial }) {
  const deedName = useDeedName();
  return `${person.name}: ${deedName(command)}`;
}

type Found = NonNullable<Trial['steps'][number]['refusal']>;

/** The sentence that whoever asks would read, in the words of whoever looks. */
async function Sentence({ found }: { found: Found }) {
  const { values, valuesIn } = found;
  return sayRefusal(new Refusal(found.code, found.template, { values, valuesIn }));
}
