import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { CommandForm } from '@/components/form/command-form';
import { CodeField } from '@/components/form/number-fields';
import { SubmitButton } from '@/components/form/submit-button';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { CircleCheck } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { currentActor } from '@/lib/entry/current-actor';
import { leadingBack } from '@/lib/entry/proof-page';
import { isFreshlyProved } from '@/lib/policy/authorise';
import type { OwnSwap } from '@/lib/sim/swap/view';
import { enterCodeAction, proveAction, sendCodeAction } from './actions';
import { CaseOf } from './case-of';

type Props = { one: OwnSwap; sent: string | undefined };

const met = (one: OwnSwap, ways: readonly string[]) =>
  one.proofs.some(({ way, state }) => state === 'met' && ways.includes(way));
const open = (one: OwnSwap, ways: readonly string[]) =>
  one.proofs.some(({ way, state }) => state !== 'closed' && ways.includes(way));

const FACTORS = ['passkey', 'totp'];
const CODES = ['old-sim-code', 'email-code'];

/** "Yes, it is me", in the steps that prove it: a second factor, a code, or the telephone with the old card. */
export async function ProveSteps({ one, sent }: Props) {
  const t = await getTranslations('swap.own.file');
  const actor = await currentActor();
  const { code } = (await currentActor()).tenant.settings.ussdCode
    ? { code: actor.tenant.settings.ussdCode }
    : { code: '' };
  const byFactor = open(one, FACTORS) && open(one, CODES);
  return (
    <Card title={t('me')} description={byFactor ? t('meText') : t('noFactor')} className="border-accent-ink">
      <div className="space-y-4">
        {byFactor ? (
          <ol className="space-y-4">
            <Step number={1} title={t('stepFactor')} isDone={met(one, FACTORS)}>
              <ShowFactor one={one} />
            </Step>
            <Step number={2} title={t('stepCode')} isDone={met(one, CODES)}>
              <Codes one={one} sent={sent} />
            </Step>
          </ol>
        ) : null}
        {open(one, ['old-sim']) ? <Alert>{t('ussd', { code })}</Alert> : null}
        {met(one, FACTORS) ? null : <p className="text-ink-soft text-small">{t('shopToo')}</p>}
      </div>
    </Card>
  );
}

type StepProps = { number: number; title: string; isDone: boolean; children: ReactNode };

async function Step({ number, title, isDone, children }: StepProps) {
  const t = await getTranslations('swap.own.file');
  return (
    <li className="flex items-start gap-3">
      {isDone ? (
        <CircleCheck className="size-6 text-fine" />
      ) : (
        <span
          aria-hidden="true"
          className="flex size-6 shrink-0 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent-ink text-small"
        >
          {number}
        </span>
      )}
      <div className="min-w-0 flex-1">
        <h3 className="font-medium">
          {title} {isDone ? <span className="text-ink-soft">({t('stepDone')})</span> : null}
        </h3>
        {isDone ? null : <div className="mt-2">{children}</div>}
      </div>
    </li>
  );
}

/** Leads to where a factor is shown; for one that was shown since the request, only the confirmation is left. */
async function ShowFactor({ one }: { one: OwnSwap }) {
  const [t, actor] = [await getTranslations('swap.own.file'), await currentActor()];
  const shownAt = actor.kind === 'person' && isFreshlyProved(actor) ? actor.session.provedAt : null;
  if (!shownAt || shownAt <= one.requestedAt)
    return (
      <LinkButton href={leadingBack('/step-up', `/user/swaps/${one.id}`)} variant="primary" prefetch={false}>
        {t('show')}
      </LinkButton>
    );
  return (
    <CommandForm action={proveAction} label={t('confirm')}>
      <p className="text-ink-soft">{t('confirmText', { card: one.newCard.slice(-4) })}</p>
      <CaseOf id={one.id} />
      <SubmitButton>{t('confirm')}</SubmitButton>
    </CommandForm>
  );
}

async function Codes({ one, sent }: Props) {
  const t = await getTranslations('swap.own.file');
  const last = one.codesTo.find(({ to }) => to === sent);
  return (
    <div className="space-y-4">
      {last ? (
        <CommandForm action={enterCodeAction} label={t('stepCode')}>
          <p className="text-ink-soft">{t('sent')}</p>
          <CaseOf id={one.id} />
          <CodeField name="code" label={t('code')} hint={t('codeHint')} />
          <SubmitButton>{t('enter')}</SubmitButton>
        </CommandForm>
      ) : null}
      <CommandForm action={sendCodeAction} label={t('codeTo')} className="space-y-2">
        <p className="text-ink-soft text-small">{t('codeTo')}</p>
        <CaseOf id={one.id} />
        <div className="flex flex-wrap gap-2">
          {one.codesTo.map(({ to, address }) => (
            <SubmitButton key={to} name="to" value={to} variant="secondary">
              {t(to, { address })}
            </SubmitButton>
          ))}
        </div>
      </CommandForm>
    </div>
  );
}
