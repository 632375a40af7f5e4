import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Card } from '@/components/ui/card';
import { DescriptionList, type Fact } from '@/components/ui/description-list';
import { Money } from '@/components/ui/money';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { ProposalBadge } from '@/components/wallet/proposal-badge';
import { newIdempotencyKey } from '@/lib/entry/idempotency-key';
import { show } from '@/lib/entry/page';
import { type ShownProposal, showProposal } from '@/lib/wallet/proposal/queries';
import { liveWords } from '../../../../live-words';
import { Decide } from './decide';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('proposal.file'))('title') };
}

/** A proposal on one page: what, why, by whom, what it would change, and who may decide it. */
export default async function ProposalPage({ params }: Props) {
  const one = await show(showProposal, { proposalId: (await params).id });
  const [t, kinds] = [await getTranslations('proposal.file'), await getTranslations('proposal.kind')];
  return (
    <>
      <PageHeader
        title={kinds(one.kind)}
        badge={<ProposalBadge state={one.state} />}
        back={{ href: '/admin/money/proposals', label: t('back') }}
        actions={<LiveRefresh words={await liveWords()} />}
      />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Card title={t('what')}>
          <DescriptionList facts={[...(await wordsOf(one)), ...(await changesOf(one))]} />
        </Card>
        <Decide one={one} formKey={newIdempotencyKey()} />
      </div>
    </>
  );
}

/** What is known of every kind of proposal. */
async function wordsOf(one: ShownProposal): Promise<Fact[]> {
  const t = await getTranslations('proposal.file');
  const { person, amount, currency, deed, maker, checker, decidedAt, refusal } = one;
  const facts: (Fact | null)[] = [
    person && {
      term: t('person'),
      detail: (
        <Link className="rounded-sm underline underline-offset-2" href={`/admin/people/${person.id}`}>
          {person.name}
        </Link>
      ),
    },
    amount !== null && currency !== null
      ? { term: t('amount'), detail: <Money amount={amount} currency={currency} /> }
      : null,
    deed && { term: t('deed'), detail: <span className="font-mono">{deed.number}</span> },
    { term: t('reason'), detail: one.reason },
    {
      term: t('maker'),
      detail: (
        <>
          {maker.name}, <Time value={one.madeAt} />
        </>
      ),
    },
    checker && {
      term: one.state === 'rejected' ? t('rejectedBy') : t('approvedBy'),
      detail: (
        <>
          {checker.name}
          {decidedAt ? (
            <>
              , <Time value={decidedAt} />
            </>
          ) : null}
        </>
      ),
    },
    refusal === null ? null : { term: t('refusal'), detail: refusal },
    one.state === 'pending_approval'
      ? { term: t('expiresAt'), detail: <Time value={one.expiresAt} shape="exact" /> }
      : null,
  ];
  return facts.filter((fact) => fact !== null);
}

/** What it would change, as things stand now; a fact that has no word here keeps its own name. */
async function changesOf({ facts, currency }: ShownProposal): Promise<Fact[]> {
  const t = await getTranslations('proposal.fact');
  type Word = Parameters<typeof t>[0];
  return facts.map(({ what, minor, text, at }) => ({
    term: t.has(what as Word) ? t(what as Word) : what,
    detail:
      minor !== undefined && currency ? (
        <Money amount={minor} currency={currency} />
      ) : at ? (
        <Time value={at} shape="exact" />
      ) : (
        text
      ),
  }));
}
