import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Card } from '@/components/ui/card';
import { Time } from '@/components/ui/time';
import { isLiftable, ownHolds } from '@/lib/auth/recovery/lift-holds';
import { show } from '@/lib/entry/page';
import { liftAction, secureAction } from './actions';

/** One click that secures the account, and what is held back since an earlier one, each with its way out. */
export async function ProtectionCard() {
  const { held, ending, hasFactor } = await show(ownHolds);
  const t = await getTranslations('recovery.protection');
  const liftable = held.filter(isLiftable);
  const untilOf = (kind: string) => ending.find((one) => one.kind === kind)?.until;
  const byStaff = held.filter((kind) => kind === 'review' || kind === 'counter');
  return (
    <Card title={t('title')} description={t('description')}>
      {byStaff.map((kind) => (
        <p key={kind} className="mb-3">
          {t(`held.${kind}`)}
        </p>
      ))}
      {liftable.length > 0 ? (
        <ul className="mb-4 divide-y divide-line">
          {liftable.map((kind) => (
            <li key={kind} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2.5">
              <span>
                {t(`held.${kind}`)}
                {untilOf(kind) ? (
                  <span className="block text-ink-soft text-small">
                    {t('until')} <Time value={untilOf(kind) as Date} shape="exact" />
                  </span>
                ) : null}
              </span>
              {kind === 'sim_swap' && untilOf(kind) ? null : (
                <CommandForm action={liftAction} className="contents" label={t(`lift.${kind}`)}>
                  <input type="hidden" name="kind" value={kind} />
                  <SubmitButton variant="secondary" size="sm">
                    {t(`lift.${kind}`)}
                  </SubmitButton>
                </CommandForm>
              )}
            </li>
          ))}
        </ul>
      ) : null}
      {hasFactor ? null : <p className="mb-3">{t('noFactor')}</p>}
      <CommandForm action={secureAction} label={t('secure')}>
        <SubmitButton variant="danger">{t('secure')}</SubmitButton>
      </CommandForm>
    </Card>
  );
}
