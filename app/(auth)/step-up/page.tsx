import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { WANTS } from '@/lib/auth/factor-ways';
import { stepUpWays } from '@/lib/auth/ways';
import { currentActor } from '@/lib/entry/current-actor';
import { enrolmentPage } from '@/lib/entry/enrolment-page';
import { ownPath } from '@/lib/entry/own-path';
import { show } from '@/lib/entry/page';
import { lacksFactor } from '@/lib/policy/authorise';
import { FactorWays } from '../factor-ways';
import { AuthFrame } from '../frame';
import { sendStepUpAction } from '../send-factor/actions';
import { beginDevicePasskeyAction, beginPasskeyAction, stepUpAction, stepUpPasskeyAction } from './actions';
import { Elsewhere } from './elsewhere';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.stepUp'))('title') };
}

type Props = { searchParams: Promise<{ callbackUrl?: string; want?: string }> };

/**
 * Asks for a second factor again and goes back to what was asked for: for any, for a passkey that is bound to its device,
 * or for a recovery code alone; and for any in a browser that a session was not opened in. Who lacks what is asked for is led to enrol it, or to those who give an account back.
 */
export default async function StepUpPage({ searchParams }: Props) {
  const { callbackUrl, want } = await searchParams;
  const back = ownPath(callbackUrl);
  const isBound = want === 'device-passkey';
  const isAfterLoss = want === 'recovery-code';
  const isElsewhere = want === 'device-proof';
  const { ways, missing, enrolled } = await show(stepUpWays, {
    want: WANTS.find((known) => known === want),
  });
  if (isElsewhere) return <Elsewhere ways={ways} back={back} />;
  if (isAfterLoss && ways.length === 0) redirect('/recover');
  const actor = await currentActor();
  const mustEnrol = want === 'enrolment' || (!enrolled && actor.kind === 'person' && lacksFactor(actor));
  // Who must enrol a factor of their own is led there; a code to a number is no such factor.
  if (mustEnrol && missing) redirect(enrolmentPage(missing, back));
  if (isBound && ways.length === 0) redirect(enrolmentPage('passkey', back));
  if (!enrolled && ways.length === 0) redirect(enrolmentPage(missing ?? 'any', back));
  const t = await getTranslations('auth.stepUp');
  return (
    <AuthFrame
      title={t('title')}
      description={t(isBound ? 'descriptionBound' : isAfterLoss ? 'descriptionAfterLoss' : 'description')}
      aside={<Link href="/">{t('back')}</Link>}
    >
      <FactorWays
        ways={ways}
        fields={{ callbackUrl: back }}
        beginPasskey={isBound ? beginDevicePasskeyAction : beginPasskeyAction}
        passkey={stepUpPasskeyAction}
        code={stepUpAction}
        send={sendStepUpAction}
        label={t('title')}
      />
    </AuthFrame>
  );
}
