import { useNow, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { Badge } from '@/components/ui/badge';
import { CopyButton } from '@/components/ui/copy-button';
import { Check, Copy, Smartphone } from '@/components/ui/icons';
import { Identifier, inFours } from '@/components/ui/identifier';
import { Countdown } from './countdown';
import { Message, type MessageProps } from './message';

export interface HandsetProps {
  name: string;
  email: string | null;
  lines: {
    msisdn: string;
    numberState: 'pending' | 'active' | 'suspended' | 'retired';
    iccid: string | null;
  }[];
  codes: { id: string; code: string; validUntil: Date; confirmed: boolean }[];
  messages: (MessageProps & { id: string })[];
  /** What this telephone can do by itself: dial, and write an SMS. Null for one without a number. */
  dialler: ReactNode;
  writer: ReactNode;
  /** Whom it writes to. */
  tenant: string;
}

/** A telephone as its owner sees it: what is in it, what its authenticator shows, and what arrived. */
export function Handset({ name, email, lines, codes, messages, dialler, writer, tenant }: HandsetProps) {
  const t = useTranslations('demo');
  return (
    <section
      aria-labelledby="handset"
      className="mx-auto w-full max-w-md rounded-[1.75rem] border border-line-strong bg-sunken p-2 shadow-low"
    >
      <div className="overflow-hidden rounded-[1.3rem] border border-line bg-surface">
        <header className="flex items-center gap-3 border-line border-b px-4 py-3">
          <Avatar name={name} />
          <div className="min-w-0">
            <h2 id="handset" className="truncate font-semibold text-body">
              {name}
            </h2>
            {email ? <p className="truncate text-ink-soft text-small">{email}</p> : null}
          </div>
        </header>
        {codes.length > 0 ? (
          <Part title={t('codes')}>
            {codes.map((code) => (
              <Code key={code.id} {...code} />
            ))}
          </Part>
        ) : null}
        <Part title={t('lines')}>
          {lines.length === 0 ? <p className="text-ink-soft text-small">{t('noLine')}</p> : null}
          <ul className="space-y-3">
            {lines.map((line) => (
              <Line key={line.msisdn} {...line} />
            ))}
          </ul>
        </Part>
        {dialler ? <Part title={t('dialler.title')}>{dialler}</Part> : null}
        {writer ? <Part title={t('dialler.sms', { tenant })}>{writer}</Part> : null}
        <Part title={t('messages')}>
          {messages.length === 0 ? <p className="text-ink-soft text-small">{t('noMessage')}</p> : null}
          <ol className="space-y-4">
            {messages.map(({ id, ...message }) => (
              <Message key={id} {...message} />
            ))}
          </ol>
        </Part>
      </div>
    </section>
  );
}

function Part({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className="border-line border-b px-4 py-3.5 last:border-b-0">
      <h3 className="mb-2 font-medium text-caption text-ink-soft">{title}</h3>
      {children}
    </section>
  );
}

function Line({ msisdn, numberState, iccid }: HandsetProps['lines'][number]) {
  const t = useTranslations('demo');
  const tone = numberState === 'active' ? 'fine' : numberState === 'pending' ? 'look' : 'neutral';
  return (
    <li className="flex items-start gap-3">
      <Smartphone className="mt-0.5 size-4 text-ink-soft" />
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Identifier value={msisdn} what={msisdn} />
          <Badge tone={tone}>{t(`numberState.${numberState}`)}</Badge>
        </p>
        {iccid ? (
          <p className="text-ink-soft text-small">
            {t('inUse')}: <span className="whitespace-nowrap font-mono">{inFours(iccid)}</span>
          </p>
        ) : null}
      </div>
    </li>
  );
}

function Code({ code, validUntil, confirmed }: HandsetProps['codes'][number]) {
  const t = useTranslations('demo');
  const now = useNow();
  const seconds = Math.max(0, Math.ceil((validUntil.getTime() - now.getTime()) / 1_000));
  return (
    <div className="not-first:mt-3">
      <p className="flex items-center gap-1.5">
        <span className="font-mono font-semibold text-display tracking-wide">
          {code.slice(0, 3)} {code.slice(3)}
        </span>
        <CopyButton value={code} what={t('codeFor')} icon={<Copy />} doneIcon={<Check />} />
      </p>
      {confirmed ? null : <p className="text-look text-small">{t('unconfirmed')}</p>}
      <Countdown until={validUntil.toISOString()} seconds={seconds} words={t('newIn', { seconds: '#' })} />
    </div>
  );
}
