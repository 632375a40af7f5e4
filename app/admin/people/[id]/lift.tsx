import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { LIFTABLE } from '@/lib/auth/recovery/lift-holds';
import { needsFreshProof, sendAway } from '@/lib/entry/page';
import type { ShownPerson } from '@/lib/person/show-person';
import { liftHoldAction } from './actions';

/** Asks why something that is held back is let go of, before it is. The second factor is asked for first. */
export async function LiftHold({ person, asked }: { person: ShownPerson; asked: string | undefined }) {
  const kind = LIFTABLE.find((one) => one === asked);
  const isHeld = person.security.holds.some((hold) => hold.kind === kind);
  if (!kind || !isHeld || !person.liftable) return null;
  if (await needsFreshProof()) return sendAway('/step-up');
  const t = await getTranslations('admin.person.security');
  return (
    <Card
      title={t('liftTitle', { name: person.name })}
      description={t(`liftText.${kind}`)}
      className="border-look-line"
    >
      <CommandForm action={liftHoldAction} label={t('liftTitle', { name: person.name })}>
        <input type="hidden" name="personId" value={person.id} />
        <input type="hidden" name="kind" value={kind} />
        <TextField
          name="reason"
          label={t('reason')}
          hint={t('reasonHint')}
          maxLength={200}
          autoComplete="off"
        />
        <div className="flex gap-2">
          <SubmitButton>{t('doLift')}</SubmitButton>
          <LinkButton href={`/admin/people/${person.id}`}>{t('no')}</LinkButton>
        </div>
      </CommandForm>
    </Card>
  );
}
