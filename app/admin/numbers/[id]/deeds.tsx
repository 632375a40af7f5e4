import { getTranslations } from 'next-intl/server';
import { TextField } from '@/components/form/text-field';
import { ReasonForm } from '@/components/sim/reason-form';
import { Card } from '@/components/ui/card';
import { Disclosure } from '@/components/ui/disclosure';
import type { ShownNumber } from '@/lib/sim/life/show-number';
import { portOutAction, resumeAction, retireAction, suspendAction } from './actions';

/** What whoever looks may do with a number now, each with what it means and a reason. */
export async function NumberDeeds({ one: { id, may } }: { one: ShownNumber }) {
  const t = await getTranslations('life.act');
  const about = { numberId: id };
  return (
    <Card title={t('title')}>
      {may.length === 0 ? <p className="text-ink-soft">{t('nothing')}</p> : null}
      <div className="space-y-3">
        {may.includes('suspend') ? (
          <Disclosure title={t('suspend')}>
            <ReasonForm {...{ about, action: suspendAction, label: t('suspend'), text: t('suspendText') }} />
          </Disclosure>
        ) : null}
        {may.includes('resume') ? (
          <Disclosure title={t('resume')}>
            <ReasonForm {...{ about, action: resumeAction, label: t('resume'), text: t('resumeText') }} />
          </Disclosure>
        ) : null}
        {may.includes('retire') ? (
          <Disclosure title={t('retireNumber')}>
            <ReasonForm
              {...{ about, action: retireAction, label: t('retireNumber'), text: t('retireNumberText') }}
              danger
            />
          </Disclosure>
        ) : null}
        {may.includes('port-out') ? (
          <Disclosure title={t('portOut')}>
            <ReasonForm
              {...{ about, action: portOutAction, label: t('portOut'), text: t('portOutText') }}
              danger
            >
              <TextField name="to" label={t('to')} maxLength={60} autoComplete="off" />
            </ReasonForm>
          </Disclosure>
        ) : null}
      </div>
    </Card>
  );
}
