import { useTranslations } from 'next-intl';
import { SelectField } from '@/components/form/choice-field';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { Disclosure } from '@/components/ui/disclosure';
import { Time } from '@/components/ui/time';
import type { OwnNumber } from '@/lib/sim/own-numbers';
import {
  lockPortOutAction,
  resumeOwnAction,
  showSecretsAction,
  suspendOwnAction,
  unlockPortOutAction,
} from './actions';
import { CodesForm } from './form';

/** What the holder can do about a number of theirs: the phone that is lost comes first. */
export function NumberCard({ one }: { one: OwnNumber }) {
  const t = useTranslations('sim.own');
  const { msisdn: number, state, simState } = one;
  return (
    <Card title={t('manage', { number })}>
      <div className="space-y-3">
        {state === 'active' ? <Lost one={one} /> : null}
        {state === 'suspended' ? <Suspended one={one} /> : null}
        <PortOut one={one} />
        {state === 'active' && simState === 'active' ? <Codes one={one} /> : null}
      </div>
    </Card>
  );
}

function Lost({ one: { id, msisdn: number } }: { one: OwnNumber }) {
  const t = useTranslations('sim.own');
  const reasons = ['lost', 'stolen', 'other'] as const;
  return (
    <Disclosure title={t('lost')}>
      <CommandForm action={suspendOwnAction} label={t('lost')} className="max-w-md space-y-4">
        <p>{t('lostText', { number })}</p>
        <input type="hidden" name="numberId" value={id} />
        <SelectField
          name="reason"
          label={t('because')}
          options={reasons.map((value) => ({ value, label: t(`because_${value}`) }))}
        />
        <SubmitButton variant="danger">{t('suspend')}</SubmitButton>
      </CommandForm>
    </Disclosure>
  );
}

function Suspended({ one: { id, msisdn: number, mayResume } }: { one: OwnNumber }) {
  const t = useTranslations('sim.own');
  if (!mayResume) return <p className="text-ink-soft">{t('byStaff', { number })}</p>;
  return (
    <CommandForm action={resumeOwnAction} label={t('resume')} className="space-y-3">
      <p className="text-ink-soft">{t('resumeText', { number })}</p>
      <input type="hidden" name="numberId" value={id} />
      <SubmitButton>{t('resume')}</SubmitButton>
    </CommandForm>
  );
}

function PortOut({ one: { id, portOut } }: { one: OwnNumber }) {
  const t = useTranslations('sim.own');
  const { isLocked, endsAt } = portOut;
  const isEnding = isLocked && endsAt !== null;
  return (
    <Disclosure
      title={
        <span className="flex flex-wrap items-center gap-2">
          {t('portOut')}{' '}
          <Badge tone={isLocked ? 'fine' : 'neutral'}>{isLocked ? t('portOutOn') : t('portOutOff')}</Badge>
        </span>
      }
    >
      <p>{t('portOutText')}</p>
      {isEnding ? (
        <p className="mt-2">
          {t('portOutEnds')} <Time value={endsAt} shape="exact" />
        </p>
      ) : null}
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {!isLocked || isEnding ? (
          <CommandForm action={lockPortOutAction} label={t('lockPortOut')}>
            <input type="hidden" name="numberId" value={id} />
            <SubmitButton>{t('lockPortOut')}</SubmitButton>
          </CommandForm>
        ) : (
          <CommandForm action={unlockPortOutAction} label={t('unlockPortOut')} className="space-y-2">
            <p>{t('unlockText')}</p>
            <input type="hidden" name="numberId" value={id} />
            <SubmitButton variant="secondary">{t('unlockPortOut')}</SubmitButton>
          </CommandForm>
        )}
      </div>
    </Disclosure>
  );
}

function Codes({ one: { id, msisdn: number } }: { one: OwnNumber }) {
  const t = useTranslations('sim.own');
  const words = {
    ...{ label: t('codes'), show: t('showCodes'), once: t('codesOnce') },
    ...{ pin1: t('pin1'), puk1: t('puk1'), pin2: t('pin2'), puk2: t('puk2') },
  };
  return (
    <Disclosure title={t('codes')}>
      <p className="mb-3">{t('codesText', { number })}</p>
      <CodesForm action={showSecretsAction} numberId={id} words={words} />
    </Disclosure>
  );
}
