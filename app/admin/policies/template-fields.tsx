import { getTranslations } from 'next-intl/server';
import { SelectField } from '@/components/form/choice-field';
import { MoneyField } from '@/components/form/money-field';
import { TextField } from '@/components/form/text-field';
import { exponentOf, isCurrency } from '@/lib/base/money';
import { currentActor } from '@/lib/entry/current-actor';
import { show } from '@/lib/entry/page';
import { listRoles } from '@/lib/person/list-roles';
import { isBuiltIn } from '@/lib/policy/roles';
import { WEEKDAYS } from '@/lib/trust/decision/opening';
import { DEEDS } from '@/lib/trust/decision/templates/filling';
import { Boxes } from '../sign-in/form';
import { Lines } from './form';
import type { Kind } from './policy-form';

type Filling = Record<string, unknown>;
type Props = { kind: Kind; filling: Filling; cedar: string | undefined };

const textOf = (filling: Filling, name: string): string | undefined =>
  typeof filling[name] === 'string' ? filling[name] : undefined;
const listOf = (filling: Filling, name: string): string[] | undefined =>
  Array.isArray(filling[name]) ? filling[name].map(String) : undefined;

/** The fields of a template, filled with what a version says. */
export async function TemplateFields({ kind, filling, cedar }: Props) {
  const t = await getTranslations('policies.form');
  if (kind === 'cedar')
    return <Lines name="cedar" label={t('cedar')} hint={t('cedarHint')} rows={10} defaultValue={cedar} />;
  if (kind === 'amount')
    return (
      <>
        <AmountField filling={filling} />
        <RoleBoxes filling={filling} />
      </>
    );
  return (
    <>
      {kind === 'hours' ? <HoursFields filling={filling} /> : null}
      {kind === 'countries' ? <CountryFields filling={filling} /> : null}
      {kind === 'network' ? (
        <Lines
          name="networks"
          label={t('networks')}
          hint={t('networksHint')}
          rows={4}
          defaultValue={networksText(filling)}
        />
      ) : null}
      {kind === 'device' ? (
        <SelectField
          name="need"
          label={t('need')}
          defaultValue={textOf(filling, 'need')}
          options={(['trusted', 'bound'] as const).map((value) => ({ value, label: t(value) }))}
          className="max-w-lg"
        />
      ) : null}
      {kind === 'network' ? null : <RoleBoxes filling={filling} />}
      <DeedBoxes filling={filling} kind={kind} />
    </>
  );
}

async function HoursFields({ filling }: { filling: Filling }) {
  const [t, day] = [await getTranslations('policies.form'), await getTranslations('policies.day')];
  return (
    <>
      <Boxes
        name="days"
        legend={t('days')}
        options={WEEKDAYS.map((value) => ({ value, label: day(value) }))}
        ticked={listOf(filling, 'days') ?? WEEKDAYS.slice(0, 5)}
      />
      <div className="grid max-w-lg gap-4 sm:grid-cols-2">
        <TextField
          name="from"
          type="time"
          label={t('from')}
          defaultValue={textOf(filling, 'from') ?? '08:00'}
          autoComplete="off"
        />
        <TextField
          name="to"
          type="time"
          label={t('to')}
          hint={t('toHint')}
          defaultValue={textOf(filling, 'to') ?? '18:00'}
          autoComplete="off"
        />
      </div>
    </>
  );
}

async function CountryFields({ filling }: { filling: Filling }) {
  const [t, actor] = [await getTranslations('policies.form'), await currentActor()];
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <SelectField
        name="mode"
        label={t('mode')}
        defaultValue={textOf(filling, 'mode')}
        options={(['only', 'not'] as const).map((value) => ({ value, label: t(value) }))}
      />
      <TextField
        name="countries"
        label={t('countries')}
        hint={t('countriesHint')}
        defaultValue={listOf(filling, 'countries')?.join(' ') ?? actor.tenant.country}
        autoCapitalize="characters"
        autoComplete="off"
        spellCheck={false}
        maxLength={1000}
      />
      <SelectField
        name="unknown"
        label={t('unknown')}
        hint={t('unknownHint')}
        defaultValue={textOf(filling, 'unknown')}
        options={[
          { value: 'off', label: t('unknownOff') },
          { value: 'on', label: t('unknownOn') },
        ]}
      />
    </div>
  );
}

async function AmountField({ filling }: { filling: Filling }) {
  const [t, { tenant }] = [await getTranslations('policies.form'), await currentActor()];
  const minor = textOf(filling, 'amount');
  return (
    <MoneyField
      name="amount"
      label={t('amount')}
      currency={tenant.currency}
      defaultValue={minor && majorText(minor, tenant.currency)}
      className="max-w-xs"
    />
  );
}

/** Minor units as somebody would type them. */
function majorText(minor: string, currency: string): string {
  const decimals = isCurrency(currency) ? exponentOf(currency) : 0;
  if (decimals === 0) return minor;
  const digits = minor.padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

async function RoleBoxes({ filling }: { filling: Filling }) {
  const [t, role] = [await getTranslations('policies.form'), await getTranslations('admin.role')];
  const { roles } = await show(listRoles);
  return (
    <div>
      <Boxes
        name="roles"
        legend={t('roles')}
        options={roles.map(({ key, name }) => ({ value: key, label: isBuiltIn(key) ? role(key) : name }))}
        ticked={listOf(filling, 'roles') ?? []}
      />
      <p className="mt-1 text-ink-soft text-small">{t('rolesHint')}</p>
    </div>
  );
}

/** Kinds of deeds; of agents those at the counter are meant first. */
async function DeedBoxes({ filling, kind }: { filling: Filling; kind: Kind }) {
  const [t, deed] = [await getTranslations('policies.form'), await getTranslations('policies.deeds')];
  const usual = kind === 'network' ? ['money', 'numbers'] : ['money', 'numbers', 'people'];
  return (
    <Boxes
      name="deeds"
      legend={t('deeds')}
      options={DEEDS.map((value) => ({ value, label: deed(value) }))}
      ticked={listOf(filling, 'deeds') ?? usual}
    />
  );
}

/** Networks as they were typed, one a line. */
function networksText({ networks }: Filling): string | undefined {
  if (!Array.isArray(networks)) return undefined;
  return networks
    .map(({ name, network }: { name: string; network: string }) => (name ? `${name} = ${network}` : network))
    .join('\n');
}
