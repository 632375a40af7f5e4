import type { Metadata } from 'next';
import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Identifier } from '@/components/ui/identifier';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { currentActor } from '@/lib/entry/current-actor';
import { show } from '@/lib/entry/page';
import { titleOf } from '@/lib/notice/words';
import { may } from '@/lib/policy/actor';
import { showMessage } from '@/lib/tenant/list-messages';
import { filterOf, type SearchParams } from '../../../list-filter';
import { StateBadge } from '../state-badge';
import { Confirm } from './confirm';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('admin.messages'))('facts') };
}

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };
const SAID = ['again', 'given-up'] as const;

/** One message: where it went, what its service said, and what can be done about it; never what it says. */
export default async function MessagePage({ params, searchParams }: Props) {
  const message = await show(showMessage, { messageId: (await params).id });
  const { ask, said } = await filterOf(searchParams, ['ask', 'said'] as const);
  const [t, locale, actor] = [
    await getTranslations('admin.messages'),
    await getLocale(),
    await currentActor(),
  ];
  const { id, state, canSendAgain, canGiveUp } = message;
  const done = SAID.find((one) => one === said);
  const isLost = (state === 'failed' || state === 'unclear') && !canSendAgain;
  return (
    <>
      <PageHeader
        title={titleOf(message.template, locale)}
        badge={<StateBadge state={state} />}
        description={t(`stateTexts.${state}`)}
        back={{ href: '/admin/messages', label: t('back') }}
        actions={
          <>
            {canSendAgain && may(actor, 'message.send-again') ? (
              <LinkButton href={`/admin/messages/${id}?ask=again`} prefetch={false}>
                {t('again')}
              </LinkButton>
            ) : null}
            {canGiveUp && may(actor, 'message.give-up') ? (
              <LinkButton href={`/admin/messages/${id}?ask=give-up`} prefetch={false}>
                {t('giveUp')}
              </LinkButton>
            ) : null}
          </>
        }
      />
      <div className="space-y-5">
        {done ? (
          <Alert tone="fine" role="status">
            {t(`said.${done}`)}
          </Alert>
        ) : null}
        {isLost ? <Alert>{t('noAgain')}</Alert> : null}
        <Confirm message={message} asked={ask} />
        <Facts message={message} />
      </div>
    </>
  );
}

async function Facts({ message }: { message: Awaited<ReturnType<typeof showMessage.run>> }) {
  const t = await getTranslations('admin.messages');
  const none = <span className="text-ink-soft">{t('none')}</span>;
  const time = (value: Date | null) => (value ? <Time value={value} shape="exact" /> : none);
  const { personId, personName, lastProblem, provider, providerId } = message;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Card title={t('facts')}>
        <DescriptionList
          facts={[
            { term: t('channel'), detail: t(`channels.${message.channel}`) },
            { term: t('to'), detail: <span className="break-all">{message.address}</span> },
            {
              term: t('person'),
              detail:
                personId && personName ? (
                  <Link href={`/admin/people/${personId}`} className="hover:underline">
                    {personName}
                  </Link>
                ) : (
                  t('nobody')
                ),
            },
            { term: t('when'), detail: time(message.createdAt) },
            { term: t('id'), detail: <Identifier value={message.id} what={t('id')} /> },
          ]}
        />
      </Card>
      <Card title={t('delivery')}>
        <DescriptionList
          facts={[
            { term: t('attempts'), detail: message.attempts },
            { term: t('problem'), detail: lastProblem ? <span lang="en">{lastProblem}</span> : none },
            { term: t('dueAt'), detail: time(message.dueAt) },
            { term: t('handedAt'), detail: time(message.handedAt) },
            { term: t('sentAt'), detail: time(message.sentAt) },
            { term: t('provider'), detail: provider ?? none },
            {
              term: t('providerId'),
              detail: providerId ? (
                <span className="break-all font-mono text-small">{providerId}</span>
              ) : (
                none
              ),
            },
          ]}
        />
      </Card>
    </div>
  );
}
