import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { SelectField } from '@/components/form/choice-field';
import { CommandForm } from '@/components/form/command-form';
import { CodeField } from '@/components/form/number-fields';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Alert } from '@/components/ui/alert';
import { codeChannels } from '@/lib/auth/message-channel';
import { ownPath } from '@/lib/entry/own-path';
import { currentTenant } from '@/lib/entry/request-facts';
import { withCallback } from '@/lib/entry/sign-in-paths';
import { AuthFrame } from '../../frame';
import { codeSignInAction, sendCodeAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('codes.signIn'))('title') };
}

type Props = { searchParams: Promise<{ sent?: string; callbackUrl?: string }> };

/** Signs in without a password: a name and a channel, then the code that came there. */
export default async function SignInByCodePage({ searchParams }: Props) {
  const { sent, callbackUrl } = await searchParams;
  const [t, tenant] = [await getTranslations('codes.signIn'), await currentTenant()];
  const channels = codeChannels(tenant);
  const back = callbackUrl ? <input type="hidden" name="callbackUrl" value={ownPath(callbackUrl)} /> : null;
  const again = withCallback('/sign-in/code', callbackUrl);
  if (sent)
    return (
      <AuthFrame
        title={t('title')}
        description={t('sent', { minutes: tenant.settings.signIn.codeLivesMs / 60_000 })}
        aside={<Link href={again}>{t('again')}</Link>}
      >
        <CommandForm action={codeSignInAction} label={t('title')}>
          {back}
          <CodeField name="code" label={t('code')} autoFocus />
          <SubmitButton wide>{t('submit')}</SubmitButton>
        </CommandForm>
      </AuthFrame>
    );
  return (
    <AuthFrame
      title={t('title')}
      description={t('description')}
      aside={<Link href={withCallback('/sign-in', callbackUrl)}>{t('otherWays')}</Link>}
    >
      {channels.length === 0 ? (
        <Alert tone="info">{t('off')}</Alert>
      ) : (
        <CommandForm action={sendCodeAction} label={t('title')}>
          {back}
          <TextField
            name="identifier"
            label={t('identifier')}
            autoComplete="username"
            maxLength={254}
            autoFocus
          />
          <SelectField
            name="channel"
            label={t('channel')}
            hint={t('channelHint')}
            options={[...(channels.length > 1 ? (['fitting'] as const) : []), ...channels].map((value) => ({
              value,
              label: t(`by.${value}`),
            }))}
          />
          <SubmitButton wide>{t('send')}</SubmitButton>
        </CommandForm>
      )}
    </AuthFrame>
  );
}
