import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Card } from '@/components/ui/card';
import type { FormAction } from '@/lib/base/form-state';
import { currentActor } from '@/lib/entry/current-actor';
import { may } from '@/lib/policy/actor';
import type { ShownPolicy } from '@/lib/tenant/policies/show';
import { shadowPolicyAction, turnPolicyOffAction, turnPolicyOnAction } from '../actions';

/** Where a policy stands and what can be done with it, by whoever may. */
export async function NextStep({ policy: { id, version, state } }: { policy: ShownPolicy }) {
  const [t, actor] = [await getTranslations('policies.one'), await currentActor()];
  const offered = [
    may(actor, 'policy.shadow') && (state === 'draft' || state === 'off')
      ? ({ action: shadowPolicyAction, label: t('shadow'), variant: 'primary' } as const)
      : null,
    may(actor, 'policy.turn-on') && state !== 'live'
      ? ({
          action: turnPolicyOnAction,
          label: t('on'),
          variant: state === 'shadow' ? 'primary' : 'secondary',
        } as const)
      : null,
    may(actor, 'policy.turn-off') && (state === 'live' || state === 'shadow')
      ? ({
          action: turnPolicyOffAction,
          label: t('off'),
          variant: state === 'live' ? 'danger' : 'secondary',
        } as const)
      : null,
  ].filter((one) => one !== null);
  return (
    <Card title={t('next.title')} description={t(`next.${state}`)}>
      {offered.length > 0 ? (
        <>
          <div className="flex flex-wrap items-start gap-2">
            {offered.map((one) => (
              <Deed key={one.label} {...one} policyId={id} version={version} />
            ))}
          </div>
          <p className="mt-3 text-ink-soft text-small">{t('onHint')}</p>
        </>
      ) : null}
    </Card>
  );
}

type DeedProps = {
  action: FormAction;
  label: string;
  variant: 'primary' | 'secondary' | 'danger';
  policyId: string;
  version: number;
};

function Deed({ action, label, variant, policyId, version }: DeedProps) {
  return (
    <CommandForm action={action} label={label} className="max-w-lg space-y-3">
      <input type="hidden" name="policyId" value={policyId} />
      <input type="hidden" name="version" value={version} />
      <SubmitButton variant={variant}>{label}</SubmitButton>
    </CommandForm>
  );
}
