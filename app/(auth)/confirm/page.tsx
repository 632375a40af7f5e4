import type { Metadata } from 'next';
import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { MsisdnField } from '@/components/form/number-fields';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Alert } from '@/components/ui/alert';
import { AskedPayment, useAskedWords } from '@/components/wallet/asked-payment';
import { spellMoney } from '@/components/wallet/spell-money';
import { Refusal } from '@/lib/base/refusal';
import { ask } from '@/lib/command/ask';
import { currentActor } from '@/lib/entry/current-actor';
import { lookAtPendingCode } from '@/lib/wallet/pending/by-code';
import type { OwnPending } from '@/lib/wallet/pending/own';
import { AuthFrame } from '../frame';
import { confirmByCodeAction, enterCodeAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pending.public'))('title') };
}

type Props = { searchParams: Promise<{ ticket?: string }> };

/** Where a customer without a sign-in confirms what an agent asks, with the code that was sent to their number. */
export default async function ConfirmByCodePage({ searchParams }: Props) {
  const { ticket } = await searchParams;
  if (ticket === undefined) return <Enter />;
  const one = await lookAt(ticket);
  return one ? <Look one={one} ticket={ticket} /> : <Enter isGone />;
}

async function lookAt(ticket: string): Promise<OwnPending | undefined> {
  try {
    return await ask(lookAtPendingCode, await currentActor(), { ticket });
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

async function Enter({ isGone = false }: { isGone?: boolean }) {
  const t = await getTranslations('pending.public');
  return (
    <AuthFrame
      title={t('title')}
      description={t('description')}
      aside={<Link href="/user/wallet">{t('signIn')}</Link>}
    >
      {isGone ? (
        <Alert tone="stop" className="mb-4">
          {t('gone')}
        </Alert>
      ) : null}
      <CommandForm action={enterCodeAction} label={t('title')}>
        <MsisdnField name="number" label={t('number')} />
        <TextField
          name="code"
          label={t('code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
        />
        <SubmitButton wide>{t('next')}</SubmitButton>
      </CommandForm>
    </AuthFrame>
  );
}

async function Look({ one, ticket }: { one: OwnPending; ticket: string }) {
  const [t, locale] = [await getTranslations('pending.public'), await getLocale()];
  return (
    <AuthFrame title={<Heading one={one} />} aside={<Link href="/confirm">{t('again')}</Link>}>
      <Ending one={one} />
      <AskedPayment one={one} />
      {one.state === 'pending_customer' ? (
        <CommandForm action={confirmByCodeAction} label={t('title')} className="mt-4 space-y-4">
          <input type="hidden" name="ticket" value={ticket} />
          <p className="text-ink-soft">{t('no')}</p>
          <SubmitButton wide>
            {t('confirm', { amount: spellMoney(one.amount, one.currency, locale) })}
          </SubmitButton>
        </CommandForm>
      ) : null}
    </AuthFrame>
  );
}

const Heading = ({ one }: { one: OwnPending }) => useAskedWords(one).title;

function Ending({ one }: { one: OwnPending }) {
  const { text } = useAskedWords(one);
  if (!text) return null;
  return (
    <Alert tone={one.state === 'posted' ? 'fine' : 'stop'} role="status" className="mb-4">
      {text}
    </Alert>
  );
}
