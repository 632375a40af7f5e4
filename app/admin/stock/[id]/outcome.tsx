import { getTranslations } from 'next-intl/server';
import { CommandForm, IdempotencyKey } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { currentActor } from '@/lib/entry/current-actor';
import { newIdempotencyKey } from '@/lib/entry/idempotency-key';
import { may } from '@/lib/policy/actor';
import type { ImportView } from '@/lib/sim/stock/import-queries';
import { cancelImportAction, confirmImportAction } from '../actions';
import { Problem } from './problem';

/** How the import ended, or what there is to decide about it. */
export async function Outcome({ found }: { found: ImportView }) {
  const [t, actor] = [await getTranslations('stock.import'), await currentActor()];
  const mayDecide = may(actor, 'stock.import.confirm');
  if (found.state === 'failed') {
    return (
      <Alert
        tone="stop"
        title={t('failedTitle')}
        action={mayDecide ? <LinkButton href="/admin/stock">{t('again')}</LinkButton> : null}
      >
        <Problem of={found} />
      </Alert>
    );
  }
  if (found.state === 'cancelled') return <Alert title={t('cancelledTitle')}>{t('cancelledText')}</Alert>;
  if (found.state === 'done') {
    return (
      <Alert tone="fine" role="status" title={t('doneTitle', { count: found.linesImported })}>
        {t('doneText')}
      </Alert>
    );
  }
  return mayDecide ? <Decision found={found} /> : null;
}

async function Decision({ found }: { found: ImportView }) {
  const t = await getTranslations('stock.import');
  const { importId, state, problem, linesGood, linesBad } = found;
  if (state === 'importing') return null;
  const wantsAll = linesBad === 0 && problem !== 'stock_changed';
  return (
    <Card>
      <div className="space-y-4">
        {problem ? (
          <Alert tone="look" title={t('stoppedTitle')}>
            <Problem of={found} />
          </Alert>
        ) : null}
        {state === 'preview' && linesGood > 0 ? (
          <CommandForm action={confirmImportAction}>
            <IdempotencyKey name="key" value={newIdempotencyKey()} />
            <input type="hidden" name="importId" value={importId} />
            <input type="hidden" name="mode" value={wantsAll ? 'all-or-nothing' : 'good-lines'} />
            <SubmitButton>{t(wantsAll ? 'confirmAll' : 'confirmGood', { count: linesGood })}</SubmitButton>
            <p className="text-ink-soft text-small">{t(wantsAll ? 'confirmHint' : 'confirmGoodHint')}</p>
          </CommandForm>
        ) : null}
        {state === 'preview' && linesGood === 0 ? <p>{t('nothingNew')}</p> : null}
        <CommandForm action={cancelImportAction}>
          <input type="hidden" name="importId" value={importId} />
          <SubmitButton variant="secondary">{t('cancel')}</SubmitButton>
        </CommandForm>
      </div>
    </Card>
  );
}
