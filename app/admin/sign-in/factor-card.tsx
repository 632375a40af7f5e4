import { getTranslations } from 'next-intl/server';
import { SelectField } from '@/components/form/choice-field';
import { Card } from '@/components/ui/card';
import { DAY_MS } from '@/lib/base/clock';
import { isBuiltIn } from '@/lib/policy/roles';
import { FACTOR_DEMANDS, FACTOR_KINDS } from '@/lib/policy/sign-in-settings';
import type { ShownSignIn } from '@/lib/tenant/show-sign-in';
import { Box, DemandField, NumberField } from './form';

/** Of whom a second factor is asked, which, and from when on. */
export async function SecondFactorCard({ shown: { policy, roles } }: { shown: ShownSignIn }) {
  const t = await getTranslations('policy.factor');
  const role = await getTranslations('admin.role');
  const { otherwise, kinds, byMessage, graceMs, freshBy } = policy.signIn.secondFactor;
  const demands = FACTOR_DEMANDS.map((value) => ({ value, label: t(`demand.${value}`) }));
  return (
    <Card title={t('title')} description={t('description')}>
      <div className="space-y-5">
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {roles.map(({ key, name, demand, fixed }) => (
            <DemandField
              key={key}
              role={key}
              label={isBuiltIn(key) ? role(key) : name}
              demand={demand}
              options={demands}
              fixed={fixed ? t('fixed') : undefined}
            />
          ))}
          <SelectField
            name="otherwise"
            label={t('otherwise')}
            hint={t('otherwiseHint')}
            defaultValue={otherwise}
            options={demands}
          />
        </div>
        <div className="grid gap-4 sm:grid-cols-3">
          <SelectField
            name="kinds"
            label={t('kinds')}
            defaultValue={kinds}
            options={FACTOR_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
          />
          <NumberField
            name="graceDays"
            label={t('graceDays')}
            hint={t('graceDaysHint')}
            value={Math.round(graceMs / DAY_MS)}
            min={0}
            max={30}
          />
          <SelectField
            name="freshBy"
            label={t('freshBy')}
            defaultValue={freshBy}
            options={(['second-factor', 'device-passkey'] as const).map((value) => ({
              value,
              label: t(`fresh.${value}`),
            }))}
          />
        </div>
        <Box name="byMessage" label={t('byMessage')} hint={t('byMessageHint')} ticked={byMessage} />
      </div>
    </Card>
  );
}
