import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { DescriptionList } from '@/components/ui/description-list';
import { CircleCheck } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { Time } from '@/components/ui/time';
import { ownOutageReport } from '@/lib/entry/own-outage';
import { currentTenant } from '@/lib/entry/request-facts';
import { AuthFrame } from '../../frame';
import { claimOutageAction, takeBackOutageAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('outage.status'))('title') };
}

type Props = { searchParams: Promise<{ other?: string }> };

/** Where a report stands, in plain words: what is safe already, until when, what comes next, and where the shops are. */
export default async function OutageStatusPage({ searchParams }: Props) {
  const { other } = await searchParams;
  const own = other === undefined ? await ownOutageReport() : undefined;
  return own ? <Status own={own} /> : <Claim />;
}

async function Claim() {
  const t = await getTranslations('outage.status');
  return (
    <AuthFrame
      title={t('title')}
      description={t('claimText')}
      aside={<Link href="/no-network">{t('begin')}</Link>}
    >
      <CommandForm action={claimOutageAction} label={t('title')}>
        <TextField name="number" label={t('number')} maxLength={40} autoComplete="off" autoFocus />
        <TextField name="claim" label={t('claim')} maxLength={60} autoComplete="off" spellCheck={false} />
        <SubmitButton wide>{t('see')}</SubmitButton>
      </CommandForm>
    </AuthFrame>
  );
}

type Own = NonNullable<Awaited<ReturnType<typeof ownOutageReport>>>;

const SAFE = ['money', 'number', 'told'] as const;
const NEXT = ['network', 'call', 'shop'] as const;

async function Status({ own: { number, named, state, reportedAt, until, shops } }: { own: Own }) {
  const t = await getTranslations('outage.status');
  const hours = (await currentTenant()).settings.swap.outageMs / 3_600_000;
  return (
    <AuthFrame
      title={t(`state.${state}`)}
      description={t(`text.${state}`, { hours })}
      aside={<Link href="/no-network/status?other=1">{t('other')}</Link>}
    >
      <div className="space-y-5">
        {state === 'holding' ? (
          <section>
            <h2 className="font-medium">{t('safe')}</h2>
            <ul className="mt-2 space-y-1.5">
              {SAFE.map((one) => (
                <li key={one} className="flex items-start gap-2">
                  <CircleCheck className="mt-[0.2em] size-4 shrink-0 text-fine" />
                  {t(`isSafe.${one}`)}
                </li>
              ))}
            </ul>
          </section>
        ) : null}
        <DescriptionList
          facts={[
            { term: t('number'), detail: <span className="font-mono">{number}</span> },
            { term: t('named'), detail: <span className="font-mono">{named}</span> },
            { term: t('reportedAt'), detail: <Time value={reportedAt} /> },
            state === 'holding' ? { term: t('until'), detail: <Time value={until} shape="exact" /> } : null,
          ]}
        />
        {state === 'taken-back' ? null : (
          <section>
            <h2 className="font-medium">{t('next')}</h2>
            <ol className="mt-2 list-decimal space-y-1.5 ps-5">
              {NEXT.map((one) => (
                <li key={one}>{t(`step.${one}`)}</li>
              ))}
            </ol>
          </section>
        )}
        <Shops shops={shops} />
        {state === 'holding' ? (
          <CommandForm action={takeBackOutageAction} label={t('takeBack')}>
            <SubmitButton variant="secondary" wide>
              {t('takeBack')}
            </SubmitButton>
          </CommandForm>
        ) : (
          <LinkButton href="/no-network" wide>
            {t('begin')}
          </LinkButton>
        )}
      </div>
    </AuthFrame>
  );
}

async function Shops({ shops }: Pick<Own, 'shops'>) {
  if (shops.length === 0) return null;
  const t = await getTranslations('outage.status');
  return (
    <section>
      <h2 className="font-medium">{t('shops')}</h2>
      <ul className="mt-2 divide-y divide-line">
        {shops.map(({ name, where }) => (
          <li key={`${name} ${where}`} className="py-2">
            {name}
            {where ? <span className="block text-ink-soft text-small">{where}</span> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
