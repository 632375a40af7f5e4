import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Badge } from '@/components/ui/badge';
import { Disclosure } from '@/components/ui/disclosure';
import { Time } from '@/components/ui/time';
import { removePasskeyAction, renamePasskeyAction } from './actions';

export type OwnPasskey = {
  id: string;
  name: string;
  deviceBound: boolean;
  taken: boolean;
  createdAt: Date;
  lastUsedAt: Date | null;
};

/** One passkey: what it is, when it was used, and what can be done with it. */
export async function PasskeyRow({ id, name, deviceBound, taken, createdAt, lastUsedAt }: OwnPasskey) {
  const t = await getTranslations('passkey');
  return (
    <li className="space-y-3 py-4 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="min-w-0 break-words font-medium">{name}</h3>
        <Badge tone={deviceBound ? 'fine' : 'neutral'}>{deviceBound ? t('bound') : t('synced')}</Badge>
        {taken ? null : <Badge tone="look">{t('notTaken')}</Badge>}
      </div>
      <p className="text-ink-soft text-small">
        {t('addedAt')} <Time value={createdAt} />
        {' · '}
        {lastUsedAt ? (
          <>
            {t('usedAt')} <Time value={lastUsedAt} />
          </>
        ) : (
          t('neverUsed')
        )}
      </p>
      {taken ? null : <p className="text-small">{deviceBound ? t('notTakenModel') : t('notTakenSynced')}</p>}
      <Disclosure title={t('change', { name })}>
        <div className="space-y-4">
          <CommandForm action={renamePasskeyAction}>
            <input type="hidden" name="passkeyId" value={id} />
            <TextField name="name" label={t('name')} defaultValue={name} maxLength={60} autoComplete="off" />
            <SubmitButton variant="secondary">{t('rename')}</SubmitButton>
          </CommandForm>
          <CommandForm action={removePasskeyAction}>
            <input type="hidden" name="passkeyId" value={id} />
            <p>{t('removeHint')}</p>
            <SubmitButton variant="danger">{t('remove')}</SubmitButton>
          </CommandForm>
        </div>
      </Disclosure>
    </li>
  );
}
