import { getTranslations } from 'next-intl/server';
import { SelectField } from '@/components/form/choice-field';
import { CommandForm, IdempotencyKey } from '@/components/form/command-form';
import { IccidField } from '@/components/form/number-fields';
import { ScanButton } from '@/components/form/scan-button';
import { SubmitButton } from '@/components/form/submit-button';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { LinkButton } from '@/components/ui/link-button';
import { newIdempotencyKey } from '@/lib/entry/idempotency-key';
import type { findSwapNumber } from '@/lib/sim/swap/find';
import { scanWords } from '../../scan-words';
import { requestAction } from './actions';

type Found = NonNullable<Awaited<ReturnType<typeof findSwapNumber.run>>['found']>;
type Props = { msisdn: string; found: Found; iccid: string | undefined };

const REASONS = ['replace', 'damaged', 'lost', 'stolen'] as const;

/** The second step at the counter: the customer, masked, and the card in the agent's hand. */
export async function CardStep({ msisdn, found, iccid }: Props) {
  const [t, words] = [await getTranslations('swap.guide'), await getTranslations('swap')];
  return (
    <div className="max-w-xl space-y-5">
      <Card
        title={t('found')}
        description={t('ask')}
        actions={
          <LinkButton size="sm" href="/agent/swaps/new">
            {t('other')}
          </LinkButton>
        }
      >
        <DescriptionList
          facts={[
            { term: words('file.number'), detail: <span className="font-mono">{found.msisdn}</span> },
            { term: t('holder'), detail: found.name },
            { term: t('oldCard'), detail: <span className="font-mono">{found.oldCard}</span> },
          ]}
        />
      </Card>
      {found.whyNot ? (
        <Cannot code={found.whyNot} openId={found.open?.id ?? null} />
      ) : (
        <Card title={t('stepCard')} description={t('step', { step: 2, of: 2 })}>
          <CommandForm action={requestAction} label={t('title')}>
            <IdempotencyKey name="key" value={newIdempotencyKey()} />
            <input type="hidden" name="msisdn" value={msisdn} />
            <IccidField
              name="iccid"
              label={t('iccid')}
              hint={t('iccidHint')}
              defaultValue={iccid}
              after={<ScanButton field="iccid" words={await scanWords()} />}
            />
            <SelectField
              name="reason"
              label={t('reason')}
              options={REASONS.map((value) => ({ value, label: words(`reason.${value}`) }))}
            />
            <p className="text-ink-soft">{t('told')}</p>
            <SubmitButton>{t('request')}</SubmitButton>
          </CommandForm>
        </Card>
      )}
    </div>
  );
}

async function Cannot({ code, openId }: { code: string; openId: string | null }) {
  const t = await getTranslations('swap.guide');
  const why = await getTranslations('swap.why');
  type Key = Parameters<typeof why>[0];
  return (
    <Alert
      tone="look"
      title={t('cannot')}
      action={openId ? <LinkButton href={`/agent/swaps/${openId}`}>{t('openCase')}</LinkButton> : undefined}
    >
      {why.has(code as Key) ? why(code as Key) : why('other')}
    </Alert>
  );
}
