import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { signInWays } from '@/lib/auth/ways';
import { begunSignIn } from '@/lib/entry/finish-sign-in';
import { ownPath } from '@/lib/entry/own-path';
import { show } from '@/lib/entry/page';
import { FactorWays } from '../factor-ways';
import { AuthFrame } from '../frame';
import { sendSecondFactorAction } from '../send-factor/actions';
import { beginSecondFactorPasskeyAction, secondFactorAction, secondFactorPasskeyAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.secondFactor'))('title') };
}

type Props = { searchParams: Promise<{ callbackUrl?: string }> };

/** The second half of a sign-in: just the ways that whoever began it has. */
export default async function SecondFactorPage({ searchParams }: Props) {
  const { callbackUrl } = await searchParams;
  const { signInId } = await begunSignIn();
  const { ways } = await show(signInWays, { signInId: signInId.slice(0, 64) });
  const t = await getTranslations('auth.secondFactor');
  return (
    <AuthFrame
      title={t('title')}
      description={t('description')}
      aside={
        <p className="flex flex-wrap justify-center gap-x-5 gap-y-2">
          <Link href="/recover">{t('recover')}</Link>
          <Link href="/sign-in">{t('again')}</Link>
        </p>
      }
    >
      <FactorWays
        ways={ways}
        fields={{ callbackUrl: ownPath(callbackUrl) }}
        beginPasskey={beginSecondFactorPasskeyAction}
        passkey={secondFactorPasskeyAction}
        code={secondFactorAction}
        send={sendSecondFactorAction}
        label={t('title')}
      />
    </AuthFrame>
  );
}
