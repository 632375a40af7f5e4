import { getTranslations } from 'next-intl/server';
import { StatTile } from '@/components/chart/stat-tile';
import { type Msisdn, spellMsisdn } from '@/lib/base/msisdn';
import { currentActor } from '@/lib/entry/current-actor';
import { show } from '@/lib/entry/page';
import { may } from '@/lib/policy/actor';
import { ownNumbers } from '@/lib/sim/own-numbers';

/** The number that money reaches this person by, and the card that carries it. */
export async function OwnNumber({ number }: { number: string | null }) {
  const [t, actor] = [await getTranslations('wallet.overview'), await currentActor()];
  const mayList = may(actor, 'number.list-own');
  const { numbers } = mayList ? await show(ownNumbers) : { numbers: [] };
  const line = numbers.find(({ msisdn }) => msisdn === number) ?? numbers[0];
  const card = line?.iccid ? t('card', { card: line.iccid, state: t(`sim_${line.state}`) }) : undefined;
  return (
    <StatTile
      label={t('number')}
      value={number ? spellMsisdn(number as Msisdn) : t('noNumber')}
      detail={number ? card : (card ?? t('noNumberDetail'))}
      href={mayList ? '/user/sims' : undefined}
    />
  );
}
