import { useTranslations } from 'next-intl';
import { SelectField } from '@/components/form/choice-field';
import { CommandForm, IdempotencyKey } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Badge } from '@/components/ui/badge';
import { buttonStyle } from '@/components/ui/button-style';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Download } from '@/components/ui/icons';
import { Live } from '@/components/ui/live';
import { Progress } from '@/components/ui/progress';
import { Time } from '@/components/ui/time';
import type { FormAction } from '@/lib/base/form-state';
import type { OwnExport } from '@/lib/wallet/export/own-exports';

export interface ExportsViewProps {
  /** The page's own path; its files lie below it. */
  path: string;
  of: 'wallet' | 'float' | 'tenant';
  exports: OwnExport[];
  /** Makes the form harmless to send twice. */
  formKey: string;
  ask: FormAction;
  cancel: FormAction;
}

const isUnderWay = ({ state }: OwnExport): boolean => state === 'waiting' || state === 'running';

/** Files that are made beside the requests: a form that asks for one, and how far each has come. */
export function ExportsView({ path, of, exports, formKey, ask, cancel }: ExportsViewProps) {
  const t = useTranslations('statement.exports');
  const underWay = exports.some(isUnderWay);
  return (
    <div className="space-y-5">
      <Card title={t('new')} description={t('newText')} className="max-w-xl">
        <CommandForm action={ask} label={t('new')}>
          {of === 'tenant' ? null : <AccountFields of={of} />}
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField name="from" type="date" label={t('from')} optional />
            <TextField name="to" type="date" label={t('to')} optional />
          </div>
          <IdempotencyKey name="key" value={formKey} />
          <SubmitButton>{t('ask')}</SubmitButton>
        </CommandForm>
      </Card>
      {underWay ? (
        <>
          <Live everyMs={1_500} />
          <noscript>
            <meta httpEquiv="refresh" content={`3;url=${path}`} />
          </noscript>
        </>
      ) : null}
      <Card title={t('list')} description={t('leave')}>
        {exports.length === 0 ? (
          <EmptyState icon={<Download />} title={t('empty')} />
        ) : (
          <ul className="divide-y divide-line">
            {exports.map((one) => (
              <li key={one.id} className="py-4 first:pt-0 last:pb-0">
                <OneExport one={one} path={path} cancel={cancel} />
              </li>
            ))}
          </ul>
        )}
      </Card>
    </div>
  );
}

function AccountFields({ of }: { of: 'wallet' | 'float' }) {
  const t = useTranslations('statement.exports');
  return (
    <>
      <input type="hidden" name="of" value={of} />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          name="kind"
          label={t('kind')}
          options={[
            { value: 'statement', label: t('kind_statement') },
            { value: 'movements', label: t('kind_movements') },
          ]}
        />
        <SelectField
          name="format"
          label={t('format')}
          options={[
            { value: 'csv', label: 'CSV' },
            { value: 'pdf', label: 'PDF' },
          ]}
        />
      </div>
    </>
  );
}

const TONES = {
  waiting: 'neutral',
  running: 'info',
  done: 'fine',
  failed: 'stop',
  cancelled: 'neutral',
  expired: 'neutral',
} as const;

type OneProps = { one: OwnExport; path: string; cancel: FormAction };

function OneExport({ one, path, cancel }: OneProps) {
  const t = useTranslations('statement.exports');
  const { id, kind, format, from, to, state, rowsDone, rowsAll, askedAt, expiresAt, currency } = one;
  const name = `${t(`kind_${kind}`)} (${format.toUpperCase()}, ${currency}), ${from} – ${to}`;
  return (
    <div className="space-y-2.5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="min-w-0 break-words font-medium">{name}</p>
        <Badge tone={TONES[state]}>{t(`state_${state}`)}</Badge>
      </div>
      {isUnderWay(one) ? (
        <Progress
          label={t('making')}
          value={rowsAll === null ? undefined : rowsDone}
          max={Math.max(1, rowsAll ?? 1)}
          detail={rowsAll === null ? t('soon') : t('rowsOf', { count: rowsDone, total: rowsAll })}
        />
      ) : null}
      <p className="text-ink-soft text-small">
        {t('askedAt')} <Time value={askedAt} />
        {state === 'done' ? (
          <>
            {' · '}
            {t('rows', { count: rowsDone })}
            {' · '}
            {t('keptUntil')} <Time value={expiresAt} shape="exact" />
          </>
        ) : null}
      </p>
      {state === 'done' ? (
        <a
          href={`${path}/file?id=${id}`}
          download
          aria-label={t('downloadOf', { name })}
          className={buttonStyle()}
        >
          <Download />
          {t('download')}
        </a>
      ) : null}
      {isUnderWay(one) ? (
        <CommandForm action={cancel} label={t('cancelOf', { name })}>
          <input type="hidden" name="exportId" value={id} />
          <SubmitButton variant="secondary">{t('cancel')}</SubmitButton>
        </CommandForm>
      ) : null}
    </div>
  );
}
