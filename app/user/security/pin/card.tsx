import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { PasswordField } from '@/components/form/password-field';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { Time } from '@/components/ui/time';
import { ownPin } from '@/lib/auth/own-pin';
import { show } from '@/lib/entry/page';
import { setPinAction } from './actions';

/** The PIN for the menu that any telephone can dial: whether there is one, and a new one. */
export async function PinCard() {
  const { changedAt, locked, provedBy, code } = await show(ownPin);
  const t = await getTranslations('pin');
  return (
    <Card title={t('title')} description={t('description', { code })}>
      <p className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-soft">
        <Badge tone={locked ? 'stop' : changedAt ? 'fine' : 'look'}>
          {t(locked ? 'locked' : changedAt ? 'set' : 'none')}
        </Badge>
        {changedAt ? (
          <span>
            {t('since')} <Time value={changedAt} />
          </span>
        ) : null}
      </p>
      <CommandForm
        action={setPinAction}
        label={t('title')}
        done={t('done', { code })}
        className="max-w-sm space-y-4"
      >
        <TextField
          name="newPin"
          label={t('newPin')}
          hint={t('hint')}
          type="password"
          inputMode="numeric"
          autoComplete="off"
          maxLength={5}
        />
        {provedBy === 'password' ? <PasswordField name="currentPassword" label={t('password')} /> : null}
        <SubmitButton variant="secondary">{t(changedAt ? 'change' : 'choose')}</SubmitButton>
      </CommandForm>
    </Card>
  );
}
