import { getTranslations } from 'next-intl/server';
import { type ReactNode, useId } from 'react';
import { useDeedName } from '@/components/audit/deed-name';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Input } from '@/components/ui/input';
import { Label } from '@/components/ui/label';
import { Select } from '@/components/ui/select';
import { DEVICE_TRUSTS } from '@/lib/policy/actor';
import { PROOFS_SUPPOSED, TRIED_COMMANDS } from '@/lib/tenant/policies/supposition';

/** What a case consists of, as it stands in the address. */
export const FIELDS = [
  'who',
  'command',
  'country',
  'address',
  'at',
  'proof',
  'device',
  'signed',
  'risk',
  'amount',
  'second',
  'policyId',
] as const;
type Given = Partial<Record<(typeof FIELDS)[number], string>>;

/** The form of a case. It changes nothing, so it is sent as an address. */
export async function CaseForm({ given }: { given: Given }) {
  const t = await getTranslations('policies.trial');
  return (
    <form method="get" action="/admin/policies/try" aria-label={t('title')} className="space-y-4">
      {given.policyId ? <input type="hidden" name="policyId" value={given.policyId} /> : null}
      <Text name="who" label={t('who')} hint={t('whoHint')} value={given.who} required />
      <Commands value={given.command} label={t('command')} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Text
          name="country"
          label={t('country')}
          hint={t('countryHint')}
          value={given.country}
          maxLength={2}
        />
        <Text name="address" label={t('address')} value={given.address} maxLength={45} />
        <Text name="at" type="datetime-local" label={t('at')} hint={t('atHint')} value={given.at} />
        <Text name="amount" label={t('amount')} value={given.amount} inputMode="decimal" maxLength={40} />
        <Choice
          name="proof"
          label={t('proof')}
          value={given.proof ?? 'fresh'}
          options={PROOFS_SUPPOSED.map((value) => ({ value, label: t(`proofs.${value}`) }))}
        />
        <Choice
          name="device"
          label={t('device')}
          value={given.device ?? 'known'}
          options={DEVICE_TRUSTS.map((value) => ({ value, label: t(`devices.${value}`) }))}
        />
        <Text name="risk" label={t('risk')} value={given.risk ?? '0'} inputMode="numeric" maxLength={3} />
      </div>
      <div>
        <Checkbox name="signed" value="on" label={t('signed')} defaultChecked={given.signed === 'on'} />
        <Checkbox name="second" value="on" label={t('second')} defaultChecked={given.second === 'on'} />
      </div>
      <Button type="submit" variant="primary">
        {t('submit')}
      </Button>
    </form>
  );
}

function Labelled({
  id,
  label,
  hint,
  children,
}: {
  id: string;
  label: string;
  hint?: string;
  children: ReactNode;
}) {
  return (
    <div className="min-w-0">
      <div className="mb-1.5">
        <Label htmlFor={id}>{label}</Label>
      </div>
      {children}
      {hint ? (
        <p id={`${id}hint`} className="mt-1.5 text-ink-soft text-small">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

type TextProps = {
  name: string;
  label: string;
  hint?: string;
  value: string | undefined;
  type?: 'datetime-local';
  required?: boolean;
  maxLength?: number;
  inputMode?: 'decimal' | 'numeric';
};

function Text({ label, hint, value, ...input }: TextProps) {
  const id = useId();
  return (
    <Labelled id={id} label={label} hint={hint}>
      <Input
        {...input}
        id={id}
        defaultValue={value}
        autoComplete="off"
        aria-describedby={hint ? `${id}hint` : undefined}
      />
    </Labelled>
  );
}

type ChoiceProps = {
  name: string;
  label: string;
  value: string;
  options: { value: string; label: string }[];
};

function Choice({ name, label, value, options }: ChoiceProps) {
  const id = useId();
  return (
    <Labelled id={id} label={label}>
      <Select id={id} name={name} defaultValue={value}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    </Labelled>
  );
}

function Commands({ value, label }: { value: string | undefined; label: string }) {
  const deedName = useDeedName();
  const options = TRIED_COMMANDS.map((name) => ({ value: name, label: `${deedName(name)} (${name})` }));
  return <Choice name="command" label={label} value={value ?? 'wallet.transfer'} options={options} />;
}
