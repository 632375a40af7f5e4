import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { CodeField } from '@/components/form/number-fields';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Alert } from '@/components/ui/alert';
import { lookAtSignInLink } from '@/lib/auth/link-look';
import { ownPath } from '@/lib/entry/own-path';
import { show } from '@/lib/entry/page';
import { currentTenant } from '@/lib/entry/request-facts';
import { withCallback } from '@/lib/entry/sign-in-paths';
import { AuthFrame } from '../../frame';
import { openLinkAction, sendLinkAction } from './actions';
import { Waiting } from './waiting';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('codes.link'))('title') };
}

type Props = { searchParams: Promise<{ sent?: string; token?: string; callbackUrl?: string }> };

/** Signs in by a link in a mail. Looking at the page changes nothing: mail scanners open it before anybody does. */
export default async function SignInByLinkPage({ searchParams }: Props) {
  const { sent, token, callbackUrl } = await searchParams;
  const [t, tenant] = [await getTranslations('codes.link'), await currentTenant()];
  const otherWays = <Link href={withCallback('/sign-in', callbackUrl)}>{t('otherWays')}</Link>;
  return (
    <AuthFrame title={t('title')} aside={otherWays}>
      {token ? (
        <Open token={String(token)} />
      ) : sent ? (
        <Waiting callbackUrl={callbackUrl} />
      ) : tenant.settings.signIn.ways.magicLink ? (
        <CommandForm action={sendLinkAction} label={t('title')}>
          {callbackUrl ? <input type="hidden" name="callbackUrl" value={ownPath(callbackUrl)} /> : null}
          <TextField
            name="identifier"
            type="email"
            label={t('identifier')}
            hint={t('hint')}
            autoComplete="username"
            maxLength={254}
            autoFocus
          />
          <SubmitButton wide>{t('send')}</SubmitButton>
        </CommandForm>
      ) : (
        <Alert tone="info">{t('off')}</Alert>
      )}
    </AuthFrame>
  );
}

/** The button that a link leads to, with the box for the six digits in a browser that did not ask for it. */
async function Open({ token }: { token: string }) {
  const t = await getTranslations('codes.link');
  const { state } = await show(lookAtSignInLink, { token });
  if (state === 'dead')
    return (
      <Alert tone="look">
        {t('dead')} <Link href="/sign-in/link">{t('askAgain')}</Link>
      </Alert>
    );
  return (
    <CommandForm action={openLinkAction} label={t('title')}>
      <p>{t(state === 'here' ? 'here' : 'elsewhereOpen')}</p>
      <input type="hidden" name="token" value={token} />
      {state === 'elsewhere' ? <CodeField name="code" label={t('code')} autoFocus /> : null}
      <SubmitButton wide>{t('open')}</SubmitButton>
    </CommandForm>
  );
}
