import { getTranslations } from 'next-intl/server';
import { SelectField } from '@/components/form/choice-field';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { SPAN_NAMES } from '@/lib/tenant/blocked/block-address';
import type { BlockedAddress } from '@/lib/tenant/blocked/list-blocked';
import { blockAction, unblockAction } from './actions';

const PATH = '/admin/blocked';

/** Blocks an address or a network, with a reason and an end. */
export async function BlockForm() {
  const t = await getTranslations('alarm.blocked');
  return (
    <Card title={t('addTitle')} description={t('addText')} className="border-look-line">
      <CommandForm action={blockAction} label={t('addTitle')} className="max-w-lg space-y-4">
        <TextField
          name="network"
          label={t('network')}
          hint={t('networkHint')}
          autoComplete="off"
          spellCheck={false}
          maxLength={60}
        />
        <TextField name="reason" label={t('reason')} autoComplete="off" maxLength={200} />
        <SelectField
          name="span"
          label={t('span')}
          defaultValue="day"
          options={SPAN_NAMES.map((span) => ({ value: span, label: t(`spans.${span}`) }))}
        />
        <div className="flex flex-wrap gap-2">
          <SubmitButton>{t('submit')}</SubmitButton>
          <LinkButton href={PATH}>{t('cancel')}</LinkButton>
        </div>
      </CommandForm>
    </Card>
  );
}

/** Lets an address in again, with the reason why. */
export async function UnblockForm({ one: { id, network } }: { one: BlockedAddress }) {
  const t = await getTranslations('alarm.blocked');
  return (
    <Card title={t('liftTitle', { network })} className="border-look-line">
      <CommandForm action={unblockAction} label={t('liftTitle', { network })} className="max-w-lg space-y-4">
        <input type="hidden" name="blockId" value={id} />
        <TextField name="reason" label={t('reason')} autoComplete="off" maxLength={200} />
        <div className="flex flex-wrap gap-2">
          <SubmitButton>{t('lift')}</SubmitButton>
          <LinkButton href={PATH}>{t('cancel')}</LinkButton>
        </div>
      </CommandForm>
    </Card>
  );
}
