import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Card } from '@/components/ui/card';
import { Disclosure } from '@/components/ui/disclosure';
import { Time } from '@/components/ui/time';
import { currentActor } from '@/lib/entry/current-actor';
import { may } from '@/lib/policy/actor';
import type { ShownPolicy } from '@/lib/tenant/policies/show';
import { restorePolicyAction } from '../actions';

type Line = ShownPolicy['versions'][number]['lines'][number];

/** What a policy said, from when, by whom and why, with what each version changed. */
export async function Versions({ policy }: { policy: ShownPolicy }) {
  const [t, actor] = [await getTranslations('policies.one'), await currentActor()];
  const mayRestore = may(actor, 'policy.restore');
  return (
    <Card title={t('versions')} flush>
      <ol className="divide-y divide-line">
        {policy.versions.map(({ version, reason, madeBy, madeAt, lines }) => (
          <li key={version} className="space-y-2 px-4 py-3.5 sm:px-5">
            <h3 className="font-medium">{t('version', { version })}</h3>
            <p className="text-ink-soft text-small">
              {madeBy ?? t('operator')} · <Time value={madeAt} />
            </p>
            <p>{reason}</p>
            <Difference lines={lines} out={t('lineOut')} into={t('lineIn')} />
            {mayRestore && version !== policy.version ? <Restore policy={policy} version={version} /> : null}
          </li>
        ))}
      </ol>
    </Card>
  );
}

const LOOKS = { same: 'text-ink-soft', out: 'bg-stop-soft text-stop', in: 'bg-fine-soft text-fine' } as const;
const SIGNS = { same: ' ', out: '−', in: '+' } as const;

function Difference({ lines, out, into }: { lines: Line[]; out: string; into: string }) {
  return (
    <pre className="whitespace-pre-wrap break-words rounded-md border border-line font-mono text-small">
      {lines.map(({ kind, text }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a version never change places.
        <span key={place} className={`block px-2 ${LOOKS[kind]}`}>
          <span aria-hidden="true">{SIGNS[kind]} </span>
          {kind === 'same' ? null : <span className="sr-only">{kind === 'out' ? out : into} </span>}
          {text}
        </span>
      ))}
    </pre>
  );
}

async function Restore({ policy, version }: { policy: ShownPolicy; version: number }) {
  const t = await getTranslations('policies');
  return (
    <Disclosure title={t('one.restore')}>
      <CommandForm action={restorePolicyAction} label={t('one.restore')} className="max-w-lg space-y-4">
        <input type="hidden" name="policyId" value={policy.id} />
        <input type="hidden" name="version" value={policy.version} />
        <input type="hidden" name="restored" value={version} />
        <TextField
          name="reason"
          label={t('form.reason')}
          hint={t('form.reasonHint')}
          maxLength={300}
          autoComplete="off"
        />
        <SubmitButton variant="secondary">{t('one.restore')}</SubmitButton>
      </CommandForm>
    </Disclosure>
  );
}
