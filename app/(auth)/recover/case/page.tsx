import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { NewPasswordField } from '@/components/form/new-password-field';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { DescriptionList } from '@/components/ui/description-list';
import { LinkButton } from '@/components/ui/link-button';
import { Time } from '@/components/ui/time';
import { shortestFor } from '@/lib/auth/password-rules';
import { ownRecovery } from '@/lib/entry/own-recovery';
import { currentTenant } from '@/lib/entry/request-facts';
import { AuthFrame } from '../../frame';
import { cancelAction, claimAction, completeAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('recovery.case'))('title') };
}

type Props = { searchParams: Promise<{ other?: string }> };

/** Where one's recovery stands, and, when two people have approved it and the wait is over, a new password. */
export default async function RecoveryCasePage({ searchParams }: Props) {
  const { other } = await searchParams;
  const own = other === undefined ? await ownRecovery() : undefined;
  return own ? <Case own={own} /> : <Claim />;
}

async function Claim() {
  const t = await getTranslations('recovery.case');
  return (
    <AuthFrame
      title={t('title')}
      description={t('claimText')}
      aside={<Link href="/recover">{t('begin')}</Link>}
    >
      <CommandForm action={claimAction} label={t('title')}>
        <TextField name="number" label={t('number')} maxLength={40} autoComplete="off" autoFocus />
        <TextField name="claim" label={t('claim')} maxLength={60} autoComplete="off" spellCheck={false} />
        <SubmitButton wide>{t('see')}</SubmitButton>
      </CommandForm>
    </AuthFrame>
  );
}

type Own = NonNullable<Awaited<ReturnType<typeof ownRecovery>>>;
const LIVE: readonly string[] = ['asked', 'opened', 'approved'];

async function Case({ own: { number, state, readyAt, isReady, expiresAt } }: { own: Own }) {
  const t = await getTranslations('recovery.case');
  const said = isReady ? 'ready' : state;
  const minLength = shortestFor(await currentTenant());
  return (
    <AuthFrame
      title={t(`state.${said}`)}
      description={t(`text.${said}`)}
      aside={<Link href="/recover/case?other=1">{t('other')}</Link>}
    >
      <div className="space-y-5">
        <DescriptionList
          facts={[
            { term: t('number'), detail: <span className="font-mono">{number}</span> },
            state === 'approved' && readyAt
              ? { term: t('readyAt'), detail: <Time value={readyAt} shape="exact" /> }
              : null,
            LIVE.includes(state)
              ? { term: t('expiresAt'), detail: <Time value={expiresAt} shape="exact" /> }
              : null,
          ]}
        />
        {isReady ? (
          <CommandForm action={completeAction} label={t('state.ready')}>
            <NewPasswordField
              name="password"
              label={t('password')}
              hint={t('passwordHint', { count: minLength })}
              minLength={minLength}
            />
            <SubmitButton wide>{t('complete')}</SubmitButton>
          </CommandForm>
        ) : null}
        {LIVE.includes(state) ? (
          <CommandForm action={cancelAction} label={t('cancel')}>
            <SubmitButton variant="ghost" wide>
              {t('cancel')}
            </SubmitButton>
          </CommandForm>
        ) : (
          <LinkButton href={state === 'done' ? '/sign-in' : '/recover'} wide>
            {state === 'done' ? t('signIn') : t('begin')}
          </LinkButton>
        )}
      </div>
    </AuthFrame>
  );
}
