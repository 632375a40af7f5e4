import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { currentActor } from '@/lib/entry/current-actor';
import { needsFreshProof, sendAway } from '@/lib/entry/page';
import { may } from '@/lib/policy/actor';
import { endReachSessionsAction } from './actions';

type Props = { asked: { of: string; id: string; hours: string }; live: number; confirms: boolean };

/**
 * Ends all sessions that were reached, once it was said how many those are. The second factor is asked for first and
 * leads back here.
 */
export async function EndSessions({ asked, live, confirms }: Props) {
  if (!may(await currentActor(), 'incident.end-reach-sessions') || live === 0) return null;
  const t = await getTranslations('incident.reach');
  const here = `/admin/incidents/reach?${new URLSearchParams(asked)}`;
  if (!confirms)
    return (
      <LinkButton variant="danger" prefetch={false} href={`${here}&end=yes`}>
        {t('end')}
      </LinkButton>
    );
  const proof = await needsFreshProof();
  if (proof) return sendAway(proof);
  return (
    <Card title={t('endTitle', { count: live })} description={t('endText')} className="border-look-line">
      <CommandForm
        action={endReachSessionsAction}
        label={t('end')}
        done={<p className="font-medium text-fine">{t('ended')}</p>}
      >
        {Object.entries(asked).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div className="flex gap-2">
          <SubmitButton variant="danger">{t('doEnd')}</SubmitButton>
          <LinkButton href={here}>{t('no')}</LinkButton>
        </div>
      </CommandForm>
    </Card>
  );
}
