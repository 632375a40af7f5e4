import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { stepUpWays } from '@/lib/auth/ways';
import { currentActor } from '@/lib/entry/current-actor';
import { ownPath } from '@/lib/entry/own-path';
import { show } from '@/lib/entry/page';
import { lacksFactor } from '@/lib/policy/authorise';
import { AuthFrame } from '../frame';
import { sendStepUpAction } from '../send-factor/actions';
import { SendFactor } from '../send-factor/buttons';
import { stepUpAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.stepUp'))('title') };
}

type Props = { searchParams: Promise<{ callbackUrl?: string }> };

/** Asks for the second factor again and goes back to what was asked for; who has none is led to set one up. */
export default async function StepUpPage({ searchParams }: Props) {
  const back = ownPath((await searchParams).callbackUrl);
  const { ways } = await show(stepUpWays, {});
  const actor = await currentActor();
  const mustEnrol = actor.kind === 'person' && lacksFactor(actor);
  // Who has nothing to show, or must enrol a factor of their own, is led there; a code to a number is no such factor.
  if (mustEnrol || ways.length === 0) redirect(`/authenticator?callbackUrl=${encodeURIComponent(back)}`);
  const t = await getTranslations('auth.stepUp');
  const field = await getTranslations('auth.secondFactor');
  return (
    <AuthFrame title={t('title')} description={t('description')} aside={<Link href="/">{t('back')}</Link>}>
      <CommandForm action={stepUpAction} label={t('title')}>
        <input type="hidden" name="callbackUrl" value={back} />
        <TextField name="code" label={field('code')} autoComplete="one-time-code" maxLength={40} autoFocus />
        <SubmitButton wide>{t('submit')}</SubmitButton>
      </CommandForm>
      <SendFactor ways={ways} action={sendStepUpAction} />
    </AuthFrame>
  );
}
