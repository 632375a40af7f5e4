import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import type { FormAction } from '@/lib/base/form-state';
import type { TemplateName } from '@/lib/trust/decision/template';
import { CedarHelp } from './cedar-help';
import { TemplateFields } from './template-fields';

export type Kind = TemplateName | 'cedar';

type Props = {
  kind: Kind;
  action: FormAction;
  /** What stands in the fields before anything was typed. */
  name?: string;
  filling?: Record<string, unknown> | null;
  cedar?: string;
  /** Fields that say which policy is changed. */
  children?: ReactNode;
  submit: string;
  cancel: string;
};

/** A policy as a form: of a template its own fields, of Cedar a text with the words that it may use. */
export async function PolicyForm({ kind, action, name, filling, cedar, children, submit, cancel }: Props) {
  const t = await getTranslations('policies');
  return (
    <div className="space-y-5">
      <Card title={t(`template.${kind}.name`)} description={t(`template.${kind}.hint`)}>
        <CommandForm action={action} label={t(`template.${kind}.name`)} className="space-y-5">
          <input type="hidden" name="template" value={kind} />
          {children}
          <TextField
            name="name"
            label={t('form.name')}
            hint={t('form.nameHint')}
            defaultValue={name}
            maxLength={80}
            autoComplete="off"
            className="max-w-lg"
          />
          <TemplateFields kind={kind} filling={filling ?? {}} cedar={cedar} />
          <TextField
            name="reason"
            label={t('form.reason')}
            hint={t('form.reasonHint')}
            maxLength={300}
            autoComplete="off"
            className="max-w-lg"
          />
          <div className="flex flex-wrap gap-2">
            <SubmitButton>{submit}</SubmitButton>
            <LinkButton href={cancel}>{t('form.cancel')}</LinkButton>
          </div>
        </CommandForm>
      </Card>
      {kind === 'cedar' ? <CedarHelp /> : null}
    </div>
  );
}
