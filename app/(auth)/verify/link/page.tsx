import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { currentActor } from '@/lib/entry/current-actor';
import { sendAway } from '@/lib/entry/page';
import { AuthFrame } from '../../frame';
import { openVerificationAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.verify'))('title') };
}

type Props = { searchParams: Promise<{ token?: string }> };

/** Confirms an e-mail address by the link that came there, in the account's own session. */
export default async function VerifyByLinkPage({ searchParams }: Props) {
  const { token = '' } = await searchParams;
  const actor = await currentActor();
  if (actor.kind !== 'person') return sendAway('/sign-in');
  if (actor.principal.verified) redirect('/');
  const [t, words] = [await getTranslations('auth.verify'), await getTranslations('codes.verify')];
  return (
    <AuthFrame
      title={t('title')}
      description={words('description', { address: actor.principal.email ?? actor.principal.name })}
      aside={<Link href="/verify">{words('byCode')}</Link>}
    >
      <CommandForm action={openVerificationAction} label={t('title')}>
        <input type="hidden" name="token" value={token} />
        <SubmitButton wide>{t('submit')}</SubmitButton>
      </CommandForm>
    </AuthFrame>
  );
}
