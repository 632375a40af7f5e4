import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/link-button';
import { waitForLink } from '@/lib/auth/link-look';
import { currentActor } from '@/lib/entry/current-actor';
import { begunSignIn } from '@/lib/entry/finish-sign-in';
import { ownPath } from '@/lib/entry/own-path';
import { show } from '@/lib/entry/page';
import { withCallback } from '@/lib/entry/sign-in-paths';
import { LookAgain } from './look-again';

/** What the browser shows that asked for a link: the six digits for another device, and what became of the link. */
export async function Waiting({ callbackUrl }: { callbackUrl: string | undefined }) {
  const t = await getTranslations('codes.link');
  const { signInId } = await begunSignIn();
  const { state, code } = signInId
    ? await show(waitForLink, { signInId })
    : { state: 'over' as const, code: '' };
  // Where the link was opened in another tab of this browser, this one is signed in too.
  if ((await currentActor()).kind === 'person')
    return (
      <LinkButton href={ownPath(callbackUrl)} variant="primary" wide>
        {t('goOn')}
      </LinkButton>
    );
  if (state === 'opened')
    return (
      <Alert tone="fine" role="status">
        {t('opened')}
      </Alert>
    );
  if (state === 'over')
    return (
      <Alert tone="look" role="status">
        {t('over')} <Link href={withCallback('/sign-in/link', callbackUrl)}>{t('askAgain')}</Link>
      </Alert>
    );
  return (
    <div className="space-y-4">
      <p>{t('sent')}</p>
      <div className="rounded-lg bg-sunken p-4">
        <p className="text-ink-soft">{t('elsewhere')}</p>
        <p className="mt-1 font-mono text-title tracking-[0.15em]" data-testid="short-code">
          {code.replace(/(\d{3})(\d{3})/, '$1 $2')}
        </p>
      </div>
      <LookAgain href={withCallback('/sign-in/link?sent=1', callbackUrl)} label={t('lookAgain')} />
    </div>
  );
}
