import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Alert } from '@/components/ui/alert';
import type { FactorWay } from '@/lib/auth/factor-ways';
import type { FormAction } from '@/lib/base/form-state';

/** The ways by which a code can be sent, each a button; the code is entered in the box beside them. */
export async function SendFactor({ ways, action }: { ways: readonly FactorWay[]; action: FormAction }) {
  const t = await getTranslations('codes.factor');
  const sent = ways.filter(({ way }) => way === 'sms' || way === 'whatsapp');
  return (
    <>
      {sent.map(({ way, address = '' }) => (
        <CommandForm
          key={way}
          action={action}
          className="mt-3"
          done={<Alert tone="fine">{t('sent', { address })}</Alert>}
        >
          <input type="hidden" name="channel" value={way} />
          <SubmitButton variant="ghost" wide>
            {t(way === 'sms' ? 'sms' : 'whatsapp', { address })}
          </SubmitButton>
        </CommandForm>
      ))}
    </>
  );
}
