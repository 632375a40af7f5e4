import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { HOUR_MS, MINUTE_MS } from '@/lib/base/clock';
import type { ShownSignIn } from '@/lib/tenant/show-sign-in';
import { WAYS } from '@/lib/tenant/sign-in-policy';
import { updateSignInAction } from './actions';
import { SecondFactorCard } from './factor-card';
import { Box, Boxes, LinesField, NumberField } from './form';

type Props = { shown: ShownSignIn; isChanging: boolean };

/** The whole policy as one form; while it is only looked at, nothing of it can be typed into. */
export async function PolicyForm({ shown, isChanging }: Props) {
  const t = await getTranslations('policy');
  const { ways } = shown.policy.signIn;
  return (
    <CommandForm action={updateSignInAction} label={t('title')} className="space-y-5">
      <input type="hidden" name="version" value={shown.version} />
      <fieldset disabled={!isChanging} className="min-w-0 space-y-5">
        <legend className="sr-only">{t('title')}</legend>
        <Card title={t('ways.title')} description={t('ways.description')}>
          <Boxes
            name="ways"
            legend={t('ways.legend')}
            options={WAYS.map((value) => ({ value, label: t(`ways.${value}`) }))}
            ticked={WAYS.filter((way) => ways[way])}
          />
        </Card>
        <SecondFactorCard shown={shown} />
        <PasskeyCard shown={shown} />
        <PasswordCard shown={shown} />
        <LivesCard shown={shown} />
      </fieldset>
      {isChanging ? (
        <Card title={t('save.title')} description={t('save.description')}>
          <div className="space-y-4">
            <Box name="agreed" label={t('save.agreed')} hint={t('save.agreedHint')} />
            <div className="flex flex-wrap gap-2">
              <SubmitButton>{t('save.submit')}</SubmitButton>
              <LinkButton href="/admin/sign-in">{t('save.cancel')}</LinkButton>
            </div>
          </div>
        </Card>
      ) : null}
    </CommandForm>
  );
}

async function PasskeyCard({ shown: { policy } }: { shown: ShownSignIn }) {
  const t = await getTranslations('policy.passkey');
  const { deviceBound, aaguids } = policy.signIn.passkey;
  return (
    <Card title={t('title')} description={t('description')}>
      <div className="space-y-4">
        <Box name="deviceBound" label={t('deviceBound')} hint={t('deviceBoundHint')} ticked={deviceBound} />
        <LinesField
          name="aaguids"
          label={t('aaguids')}
          hint={t('aaguidsHint')}
          defaultValue={aaguids.join('\n')}
          mono
        />
      </div>
    </Card>
  );
}

async function PasswordCard({ shown: { policy } }: { shown: ShownSignIn }) {
  const t = await getTranslations('policy.password');
  const { minLength, minLengthBeside, history, blocklist } = policy.signIn.password;
  return (
    <Card title={t('title')} description={t('description')}>
      <div className="grid gap-4 sm:grid-cols-3">
        <NumberField name="minLength" label={t('minLength')} value={minLength} min={15} max={64} />
        <NumberField
          name="minLengthBeside"
          label={t('minLengthBeside')}
          hint={t('minLengthBesideHint')}
          value={minLengthBeside}
          min={8}
          max={64}
        />
        <NumberField
          name="history"
          label={t('history')}
          hint={t('historyHint')}
          value={history}
          min={0}
          max={24}
        />
        <LinesField
          name="blocklist"
          label={t('blocklist')}
          hint={t('blocklistHint')}
          defaultValue={blocklist.join('\n')}
          className="sm:col-span-3"
        />
      </div>
    </Card>
  );
}

async function LivesCard({ shown: { policy } }: { shown: ShownSignIn }) {
  const t = await getTranslations('policy.lives');
  const { signIn, sessionIdleMs, sessionAbsoluteMs, freshProofMs } = policy;
  const minutes = (ms: number) => Math.round(ms / MINUTE_MS);
  const fields = [
    { name: 'idleMinutes', value: minutes(sessionIdleMs), min: 1, max: 60 },
    { name: 'absoluteHours', value: Math.max(1, Math.round(sessionAbsoluteMs / HOUR_MS)), min: 1, max: 24 },
    { name: 'freshMinutes', value: minutes(freshProofMs), min: 1, max: 15 },
    { name: 'messageMinutes', value: minutes(signIn.codeLivesMs), min: 1, max: 10 },
    { name: 'linkMinutes', value: minutes(signIn.linkLivesMs), min: 2, max: 15 },
  ] as const;
  return (
    <Card title={t('title')} description={t('description')}>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {fields.map((field) => (
          <NumberField key={field.name} {...field} label={t(field.name)} hint={t(`${field.name}Hint`)} />
        ))}
      </div>
    </Card>
  );
}
