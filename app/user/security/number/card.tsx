import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { Time } from '@/components/ui/time';
import type { NumberSafety } from '@/lib/person/outage/own';
import { lockSwapsAction, takeBackOwnAction, unlockSwapsAction } from './actions';

type Props = {
  safety: NumberSafety;
  /** The cases about one's number, by whoever shows them. */
  cases?: ReactNode;
};

/** Whether one's number can move to another card, who said that the telephone is gone, and what one was told of it lately. */
export function NumberCard({ safety: { lock, reports, notices }, cases }: Props) {
  const t = useTranslations('outage.own');
  const isEnding = lock !== null && lock.until !== null;
  return (
    <Card title={t('title')} description={t('description')}>
      <div className="space-y-5">
        <div className="space-y-3">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="font-medium">{t('lock')}</span>
            <Badge tone={lock ? 'fine' : 'neutral'}>{t(lock ? 'on' : 'off')}</Badge>
            {lock?.until ? (
              <span className="text-ink-soft">
                {t('holdsUntil')} <Time value={lock.until} shape="exact" />
              </span>
            ) : null}
          </p>
          <p className="text-ink-soft">{t(isEnding ? 'endingText' : lock ? 'onText' : 'offText')}</p>
          {lock && !isEnding ? (
            <CommandForm action={unlockSwapsAction} label={t('unlock')}>
              <SubmitButton variant="secondary">{t('unlock')}</SubmitButton>
            </CommandForm>
          ) : (
            <CommandForm action={lockSwapsAction} label={t('lockNow')}>
              <SubmitButton variant={isEnding ? 'danger' : 'primary'}>
                {t(isEnding ? 'keep' : 'lockNow')}
              </SubmitButton>
            </CommandForm>
          )}
        </div>
        <Reports reports={reports} />
        {cases}
        <Notices notices={notices} />
      </div>
    </Card>
  );
}

function Reports({ reports }: Pick<NumberSafety, 'reports'>) {
  const t = useTranslations('outage.own');
  if (reports.length === 0) return null;
  return (
    <section>
      <h3 className="font-medium">{t('reports')}</h3>
      <ul className="mt-1 divide-y divide-line">
        {reports.map(({ id, number, channel, reportedAt, confirmedAt, takenBackAt, isOpen }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2.5">
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-x-2">
                <span className="font-mono text-small">{number}</span>
                <Badge tone={isOpen ? 'look' : 'neutral'}>
                  {t(takenBackAt ? 'takenBack' : isOpen ? 'open' : 'over')}
                </Badge>
                {confirmedAt ? <Badge tone="look">{t('confirmed')}</Badge> : null}
              </p>
              <p className="text-ink-soft text-small">
                {t(`by.${channel}`)} · <Time value={reportedAt} />
              </p>
            </div>
            {isOpen ? (
              <CommandForm
                action={takeBackOwnAction}
                className="contents"
                label={t('takeBackOne', { number })}
              >
                <input type="hidden" name="reportId" value={id} />
                <SubmitButton variant="secondary" size="sm" aria-label={t('takeBackOne', { number })}>
                  {t('takeBack')}
                </SubmitButton>
              </CommandForm>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Notices({ notices }: Pick<NumberSafety, 'notices'>) {
  const t = useTranslations('outage.own');
  return (
    <section>
      <h3 className="font-medium">{t('notices')}</h3>
      {notices.length === 0 ? <p className="text-ink-soft">{t('noNotices')}</p> : null}
      <ul className="mt-1 divide-y divide-line">
        {notices.map(({ id, title, channel, at }) => (
          <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-4 py-2">
            <span className="min-w-0">{title}</span>
            <span className="text-ink-soft text-small">
              {t(`channel.${channel as 'email' | 'sms' | 'whatsapp' | 'none'}`)} · <Time value={at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
