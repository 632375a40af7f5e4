'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { PasswordField, type PasswordFieldProps } from './password-field';

type Score = 0 | 1 | 2 | 3 | 4;

/** More than this of a long password adds nothing to the answer, and costs a cheap telephone a second. */
const LOOKED_AT = 64;
const QUIET_MS = 200;
const TONES = ['bg-stop', 'bg-stop', 'bg-look', 'bg-fine', 'bg-fine'] as const;

/**
 * A password that is chosen. It says how soon somebody would guess it while it is typed; what judges it is loaded at the
 * first keystroke. It advises and refuses nothing: what may not be is the door's to say.
 */
export function NewPasswordField(props: Omit<PasswordFieldProps, 'autoComplete' | 'onType'>) {
  const t = useTranslations('form.password');
  const [score, setScore] = useState<Score | null>(null);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const newest = useRef('');

  function judge(password: string) {
    newest.current = password;
    clearTimeout(waiting.current);
    if (password === '') return setScore(null);
    waiting.current = setTimeout(async () => {
      const { scoreOf } = await import('./score-password');
      // What was typed while the judge was on its way is judged by its own turn.
      if (newest.current === password) setScore(scoreOf(password.slice(0, LOOKED_AT)));
    }, QUIET_MS);
  }

  return (
    <div className="space-y-2">
      <PasswordField {...props} autoComplete="new-password" onType={judge} />
      <div className="needs-script" aria-live="polite">
        {score === null ? null : (
          <>
            <div aria-hidden="true" className="grid grid-cols-4 gap-1">
              {[1, 2, 3, 4].map((part) => (
                <span
                  key={part}
                  className={`h-1.5 rounded-sm ${part <= Math.max(1, score) ? TONES[score] : 'bg-line'}`}
                />
              ))}
            </div>
            <p className="mt-1.5 text-ink-soft text-small">
              <strong className="font-medium text-ink">{t(`strength.${score}`)}</strong>{' '}
              {t(`advice.${score}`)}
            </p>
          </>
        )}
      </div>
    </div>
  );
}
