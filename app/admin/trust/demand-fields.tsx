import { useTranslations } from 'next-intl';
import { SelectField } from '@/components/form/choice-field';
import { TextField } from '@/components/form/text-field';
import { MINUTE_MS } from '@/lib/base/clock';
import { RISK_LEVELS } from '@/lib/policy/risk-level';
import { TRUST_LEVELS } from '@/lib/policy/trust-level';
import { type Demands, FACTOR_WANTS } from '@/lib/policy/trust-settings';
import { Box } from '../sign-in/form';

type Props = {
  /** The zone or group that is spoken of: its fields begin with it. */
  of: string;
  demands: Partial<Demands>;
  /** For a group: what it says where it wants nothing beyond its zone. */
  asZone?: string;
};

/** What one zone, or one group of deeds, demands. */
export function DemandFields({ of, demands, asZone }: Props) {
  const [t, words] = [useTranslations('zones.demand'), useTranslations('trust')];
  const { leastTrust, secondFactor, trustedDevice, verifiedPlace, mostRisk } = demands;
  const open = asZone === undefined ? [] : [{ value: '', label: asZone }];
  return (
    <div className="space-y-4 text-ink">
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <SelectField
          name={`${of}-leastTrust`}
          label={t('leastTrust')}
          defaultValue={leastTrust ?? ''}
          options={[...open, ...TRUST_LEVELS.map((value) => ({ value, label: words(`level.${value}`) }))]}
        />
        <SelectField
          name={`${of}-secondFactor`}
          label={t('secondFactor')}
          defaultValue={secondFactor ?? ''}
          options={[...open, ...FACTOR_WANTS.map((value) => ({ value, label: t(`factor.${value}`) }))]}
        />
        <SelectField
          name={`${of}-mostRisk`}
          label={t('mostRisk')}
          defaultValue={mostRisk ?? ''}
          options={[...open, ...RISK_LEVELS.map((value) => ({ value, label: words(`risk.${value}`) }))]}
        />
        <Minutes name={`${of}-idleMinutes`} label={t('idle')} ms={demands.idleMs} asZone={asZone} />
        <Minutes
          name={`${of}-reverifyMinutes`}
          label={t('reverify')}
          ms={demands.reverifyMs}
          asZone={asZone}
        />
      </div>
      <div className="grid gap-x-6 sm:grid-cols-2">
        <Box name={`${of}-trustedDevice`} label={t('trustedDevice')} ticked={trustedDevice} />
        <Box name={`${of}-verifiedPlace`} label={t('verifiedPlace')} ticked={verifiedPlace} />
      </div>
    </div>
  );
}

type MinutesProps = { name: string; label: string; ms: number | undefined; asZone: string | undefined };

/** A whole number of minutes; of a group it may stay open. */
function Minutes({ ms, ...field }: MinutesProps) {
  return <Whole {...field} value={ms === undefined ? undefined : Math.round(ms / MINUTE_MS)} />;
}

type WholeProps = { name: string; label: string; value: number | undefined; asZone?: string };

/** A whole number of minutes or hours, as its label says. */
export function Whole({ value, asZone, ...field }: WholeProps) {
  return (
    <TextField
      {...field}
      type="number"
      inputMode="numeric"
      autoComplete="off"
      optional={asZone !== undefined}
      placeholder={asZone}
      defaultValue={value === undefined ? '' : String(value)}
    />
  );
}
