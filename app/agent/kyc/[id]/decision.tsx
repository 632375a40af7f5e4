import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { Disclosure } from '@/components/ui/disclosure';
import type { ShownDocument } from '@/lib/person/kyc/queries';
import { askRegistryAction, refuseAction, verifyAction } from './actions';

const WHY_NOT = {
  kyc_own_document: 'ownDocument',
  kyc_other_eyes: 'otherEyes',
  kyc_needs_a_person: 'otherEyes',
  kyc_expired: 'expired',
  kyc_is_verified: 'isVerified',
  kyc_pictures_lack: 'picturesLack',
} as const;

const whyNot = (code: string) => WHY_NOT[code as keyof typeof WHY_NOT] ?? 'otherEyes';

/** What the asker may say of a document, and to whom it may be put; or why they may not. */
export async function Decision({ one }: { one: ShownDocument }) {
  const t = await getTranslations('kyc.decision');
  const { mayReview, mayNotLook, mayNotVerify } = one;
  const hidden = (
    <>
      <input type="hidden" name="documentId" value={one.id} />
      <input type="hidden" name="looked" value={one.looked} />
    </>
  );
  return (
    <>
      {mayReview ? (
        <Card title={t('title')} description={t('text')}>
          {mayNotLook ? (
            <Alert tone="look">{t(`whyNot.${whyNot(mayNotLook)}`)}</Alert>
          ) : (
            <div className="space-y-4">
              {mayNotVerify ? (
                <Alert tone="look">{t(`whyNot.${whyNot(mayNotVerify)}`)}</Alert>
              ) : (
                <CommandForm action={verifyAction} label={t('verify')}>
                  {hidden}
                  <SubmitButton>{t('verify')}</SubmitButton>
                </CommandForm>
              )}
              <Disclosure title={t('refuse')}>
                <CommandForm action={refuseAction} label={t('refuse')} className="space-y-4">
                  {hidden}
                  <TextField name="reason" label={t('reason')} hint={t('reasonHint')} maxLength={300} />
                  <SubmitButton variant="danger">{t('refuse')}</SubmitButton>
                </CommandForm>
              </Disclosure>
            </div>
          )}
        </Card>
      ) : null}
      {one.hasRegistry && one.state !== 'expired' && one.state !== 'verified' ? (
        <Card title={t('registry')} description={t('registryText')}>
          <CommandForm action={askRegistryAction} label={t('ask')}>
            <input type="hidden" name="documentId" value={one.id} />
            <SubmitButton variant="secondary">{t('ask')}</SubmitButton>
          </CommandForm>
        </Card>
      ) : null}
    </>
  );
}
