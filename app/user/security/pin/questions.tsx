import { getLocale, getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { Time } from '@/components/ui/time';
import { ownQuestions } from '@/lib/auth/answer-question';
import type { QuestionKind } from '@/lib/auth/question-kind';
import { show } from '@/lib/entry/page';
import { tongueOf } from '@/lib/ussd/words';
import { answerQuestionAction, answerSwapAction } from './actions';

const isPaid = (kind: QuestionKind) => kind === 'withdrawal' || kind === 'payment';

/** What somebody waits for this person's yes or no to; nothing where nobody waits. */
export async function QuestionsCard() {
  const { questions } = await show(ownQuestions);
  if (questions.length === 0) return null;
  const t = await getTranslations('pin');
  const { question } = tongueOf(await getLocale());
  return (
    <Card title={t('questions')} description={t('questionsText')}>
      <ul className="divide-y divide-line">
        {questions.map(({ id, kind, values, askedAt }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
            <p className="min-w-0">
              {question(kind, values)}{' '}
              <span className="text-ink-soft">
                <Time value={askedAt} />
              </span>
            </p>
            <div className="flex gap-2">
              {kind === 'sim-swap' ? (
                // A swap is answered on its own page, with what it asks for.
                <LinkButton href="/user/swaps" size="sm" variant="primary">
                  {t('toSwap')}
                </LinkButton>
              ) : null}
              {isPaid(kind) ? (
                // What is asked of one's money is answered with the amount in sight.
                <LinkButton href="/user/wallet" size="sm" variant="primary">
                  {t('toWallet')}
                </LinkButton>
              ) : null}
              {(kind === 'sim-swap' || isPaid(kind) ? [] : (['yes', 'no'] as const)).map((answer) => (
                <CommandForm
                  key={answer}
                  action={kind === 'sim-swap' ? answerSwapAction : answerQuestionAction}
                  className="contents"
                  label={t(answer)}
                >
                  <input type="hidden" name="questionId" value={id} />
                  <input type="hidden" name="answer" value={answer} />
                  <SubmitButton variant={answer === 'no' ? 'danger' : 'secondary'} size="sm">
                    {t(answer)}
                  </SubmitButton>
                </CommandForm>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
