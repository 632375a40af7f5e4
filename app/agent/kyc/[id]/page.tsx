import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DocumentBadge } from '@/components/kyc/state-badge';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Disclosure } from '@/components/ui/disclosure';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { show } from '@/lib/entry/page';
import { SIDES } from '@/lib/person/kyc/kyc';
import { type ShownDocument, showDocument } from '@/lib/person/kyc/queries';
import { PictureForms } from '../picture-forms';
import { Pictures } from '../pictures';
import { Decision } from './decision';

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ said?: string }> };

const SAID = {
  verified: 'fine',
  refused: 'look',
  'registry-verified': 'fine',
  'registry-refused': 'stop',
  'registry-unknown': 'look',
  'registry-unreachable': 'look',
} as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('kyc.file'))('title') };
}

/** A document on one page: its pictures side by side with what is on file, what was said of it, and the next step. */
export default async function DocumentPage({ params, searchParams }: Props) {
  const one = await show(showDocument, { documentId: (await params).id });
  const { said = '' } = await searchParams;
  const [t, picture] = [await getTranslations('kyc.file'), await getTranslations('kyc.picture')];
  const more = SIDES.filter((side) => !one.lacking.includes(side));
  const word = said in SAID ? (said as keyof typeof SAID) : undefined;
  return (
    <>
      <PageHeader
        title={one.name}
        badge={<DocumentBadge state={one.state} />}
        back={{ href: '/agent/kyc', label: t('back') }}
      />
      <div className="space-y-5">
        {word ? (
          <Alert tone={SAID[word]} role="status">
            {t(`said.${word}`)}
          </Alert>
        ) : null}
        {one.lacking.length > 0 ? (
          <Card title={picture('lacking')} description={picture('lackingText')} className="border-look-line">
            <PictureForms documentId={one.id} sides={one.lacking} />
          </Card>
        ) : null}
        <div className="grid items-start gap-5 lg:grid-cols-3">
          <div className="space-y-5 lg:col-span-2">
            <Pictures documentId={one.id} pictures={one.pictures} />
            {more.length > 0 ? (
              <Disclosure title={picture('another')}>
                <PictureForms documentId={one.id} sides={more} />
              </Disclosure>
            ) : null}
          </div>
          <div className="space-y-5">
            <OnFile one={one} />
            <Decision one={one} />
            <Checks one={one} />
          </div>
        </div>
      </div>
    </>
  );
}

async function OnFile({ one }: { one: ShownDocument }) {
  const [t, kinds] = [await getTranslations('kyc.file'), await getTranslations('kyc.kind')];
  const { expiresOn, birthDate } = one;
  return (
    <Card title={t('onFile')}>
      <DescriptionList
        facts={[
          { term: t('kind'), detail: kinds(one.kind) },
          { term: t('number'), detail: <span className="break-all font-mono">{one.number}</span> },
          { term: t('name'), detail: one.name },
          birthDate
            ? { term: t('birthDate'), detail: <span className="tabular-nums">{birthDate}</span> }
            : null,
          {
            term: t('expiresOn'),
            detail: expiresOn ? <span className="tabular-nums">{expiresOn}</span> : t('notRead'),
          },
          {
            term: t('written'),
            detail: (
              <>
                {one.writtenBy ?? t('nobody')}, <Time value={one.createdAt} />
              </>
            ),
          },
          one.verifiedAt ? { term: t('verified'), detail: <Time value={one.verifiedAt} /> } : null,
        ]}
      />
    </Card>
  );
}

async function Checks({ one: { checks } }: { one: ShownDocument }) {
  const t = await getTranslations('kyc.file');
  if (checks.length === 0) return null;
  return (
    <Card title={t('checks')}>
      <ul className="space-y-3">
        {checks.map(({ id, by, verdict, name, note, reference, at }) => (
          <li key={id}>
            <p className="font-medium">{t(`verdict.${verdict}`)}</p>
            <p className="text-ink-soft text-small">
              {by === 'registry' ? t('registry') : name}, <Time value={at} />
            </p>
            {note ? <p className="mt-1">{note}</p> : null}
            {reference ? <p className="mt-1 break-all font-mono text-small">{reference}</p> : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
