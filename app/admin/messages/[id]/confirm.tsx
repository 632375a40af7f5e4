import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { needsFreshProof, sendAway } from '@/lib/entry/page';
import { giveMessageUpAction, sendMessageAgainAction } from './actions';

type Props = {
  message: { id: string; state: string; canSendAgain: boolean; canGiveUp: boolean };
  asked: string | undefined;
};

/**
 * What is about to be done to a message, in words, before it is done. The second factor is asked for first and leads back
 * here, so that the answer is given once.
 */
export async function Confirm({ message: { id, state, canSendAgain, canGiveUp }, asked }: Props) {
  const again = asked === 'again' && canSendAgain;
  if (!again && !(asked === 'give-up' && canGiveUp)) return null;
  if (await needsFreshProof()) return sendAway('/step-up');
  const [t, deed] = [
    await getTranslations('admin.messages.confirm'),
    await getTranslations('admin.messages'),
  ];
  const title = again ? t('again') : t('giveUp');
  const text = !again ? t('giveUpText') : state === 'unclear' ? t('unclearText') : t('againText');
  return (
    <Card title={title} description={text} className="border-look-line">
      <CommandForm action={again ? sendMessageAgainAction : giveMessageUpAction} label={title}>
        <input type="hidden" name="messageId" value={id} />
        <div className="flex gap-2">
          <SubmitButton>{again ? deed('again') : deed('giveUp')}</SubmitButton>
          <LinkButton href={`/admin/messages/${id}`}>{t('no')}</LinkButton>
        </div>
      </CommandForm>
    </Card>
  );
}
