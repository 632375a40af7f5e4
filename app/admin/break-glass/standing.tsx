import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Card } from '@/components/ui/card';
import { Time } from '@/components/ui/time';
import { currentActor } from '@/lib/entry/current-actor';
import type { ShownBreakGlass } from '@/lib/person/break-glass/show';
import { may } from '@/lib/policy/actor';
import { endAction, openAction } from './actions';

/** One that waits to be opened, or is open: who and why, until when, and what can be done about it. */
export async function Standing({ one }: { one: ShownBreakGlass }) {
  const [t, actor] = [await getTranslations('alarm.glass'), await currentActor()];
  const { id, asker: name, state, reason, until, isOwn } = one;
  const isOpen = state === 'open';
  return (
    <Card
      title={t(isOpen ? 'openTitle' : 'waitingTitle', { name })}
      description={
        <>
          {t(isOpen ? 'openUntil' : 'waitingUntil')} <Time value={until} />
        </>
      }
      className={isOpen ? 'border-stop-line' : 'border-look-line'}
    >
      <div className="space-y-4">
        <p className="break-words">{t('reasonGiven', { reason })}</p>
        {isOpen ? null : <p className="text-ink-soft">{isOwn ? t('own') : t('openHint', { name })}</p>}
        <div className="flex flex-wrap gap-2">
          {!isOpen && !isOwn && may(actor, 'break-glass.open') ? (
            <CommandForm action={openAction} label={t('open')} className="space-y-3">
              <input type="hidden" name="breakGlassId" value={id} />
              <SubmitButton>{t('open')}</SubmitButton>
            </CommandForm>
          ) : null}
          {may(actor, 'break-glass.end') ? (
            <CommandForm action={endAction} label={t('end')} className="space-y-3">
              <input type="hidden" name="breakGlassId" value={id} />
              <SubmitButton variant={isOpen ? 'danger' : 'secondary'}>{t('end')}</SubmitButton>
            </CommandForm>
          ) : null}
        </div>
      </div>
    </Card>
  );
}
