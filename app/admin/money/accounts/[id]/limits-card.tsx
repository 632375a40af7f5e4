import { getTranslations } from 'next-intl/server';
import { CommandForm, IdempotencyKey } from '@/components/form/command-form';
import { MoneyField } from '@/components/form/money-field';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Disclosure } from '@/components/ui/disclosure';
import { Money } from '@/components/ui/money';
import { Time } from '@/components/ui/time';
import { currentActor } from '@/lib/entry/current-actor';
import { newIdempotencyKey } from '@/lib/entry/idempotency-key';
import { may } from '@/lib/policy/actor';
import type { ShownAccount } from '@/lib/wallet/freeze/show-account';
import { proposeRaiseAction } from './actions';

const NAMES = ['perTransfer', 'outPerDay', 'outPerMonth', 'balance'] as const;

/** What the account may move, how much of that is gone, and the form that proposes more until a day. */
export async function LimitsCard({ account }: { account: ShownAccount }) {
  const [t, actor] = [await getTranslations('rules.limits'), await currentActor()];
  const { limits, currency, raisedUntil, kind, tier } = account;
  if (!limits) return null;
  const say = (minor: bigint | null) =>
    minor === null ? t('none') : <Money amount={minor} currency={currency} />;
  const isOwn = actor.kind === 'person' && actor.principal.id === account.personId;
  const mayRaise = kind === 'wallet' && may(actor, 'limit.propose') && !isOwn;
  return (
    <Card
      title={t('title')}
      description={kind === 'wallet' ? t('tier', { tier: String(tier) }) : undefined}
      actions={raisedUntil ? <Badge tone="look">{t('raised')}</Badge> : null}
    >
      <DescriptionList
        facts={[
          ...NAMES.map((name) => ({ term: t(name), detail: say(limits[name]) })),
          { term: t('outToday'), detail: say(limits.outToday) },
          { term: t('outThisMonth'), detail: say(limits.outThisMonth) },
          raisedUntil ? { term: t('until'), detail: <Time value={raisedUntil} shape="exact" /> } : null,
        ]}
      />
      {mayRaise ? (
        <div className="mt-4">
          <Disclosure title={t('propose')}>
            <CommandForm action={proposeRaiseAction} label={t('propose')} className="space-y-4">
              <p>{t('proposeText')}</p>
              <input type="hidden" name="personId" value={account.personId} />
              <IdempotencyKey name="key" value={newIdempotencyKey()} />
              <div className="grid gap-4 sm:grid-cols-2">
                {NAMES.map((name) => (
                  <MoneyField key={name} name={name} label={t(name)} currency={currency} optional />
                ))}
              </div>
              <TextField name="until" type="date" label={t('untilDay')} hint={t('untilHint')} />
              <TextField name="reason" label={t('reason')} maxLength={300} autoComplete="off" />
              <SubmitButton>{t('propose')}</SubmitButton>
            </CommandForm>
          </Disclosure>
        </div>
      ) : null}
    </Card>
  );
}
