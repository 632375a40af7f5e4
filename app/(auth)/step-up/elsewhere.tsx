import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { DeviceReturn } from '@/components/shell/device-return';
import type { FactorWay } from '@/lib/auth/factor-ways';
import { FactorWays } from '../factor-ways';
import { AuthFrame } from '../frame';
import { sendStepUpAction } from '../send-factor/actions';
import { signOutAction } from '../sign-out/actions';
import { beginPasskeyAction, stepUpAction, stepUpPasskeyAction } from './actions';

/**
 * For a deed that the key of its session did not sign. Whoever sits at the right browser after all (it was pressed before
 * the script had loaded) is led back by the key; everybody else shows a second factor, or signs in anew.
 */
export async function Elsewhere({ ways, back }: { ways: FactorWay[]; back: string }) {
  const [t, words] = [await getTranslations('device.stepUp'), await getTranslations('auth.stepUp')];
  return (
    <AuthFrame
      title={words('title')}
      description={t(ways.length > 0 ? 'description' : 'noWay')}
      aside={<Link href="/">{words('back')}</Link>}
    >
      <DeviceReturn back={back} />
      {ways.length > 0 ? (
        <FactorWays
          ways={ways}
          fields={{ callbackUrl: back }}
          beginPasskey={beginPasskeyAction}
          passkey={stepUpPasskeyAction}
          code={stepUpAction}
          send={sendStepUpAction}
          label={words('title')}
        />
      ) : (
        <CommandForm action={signOutAction} label={t('signOut')}>
          <SubmitButton>{t('signOut')}</SubmitButton>
        </CommandForm>
      )}
    </AuthFrame>
  );
}
