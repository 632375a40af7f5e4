import { getTranslations } from 'next-intl/server';
import { FilterForm } from '@/components/table/filter-form';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Input } from '@/components/ui/input';
import { Label } from '@/components/ui/label';

type Props = { msisdn: string | undefined; iccid: string | undefined; problem: string | undefined };

/** The first step at the counter: whose number it is. */
export async function NumberStep({ msisdn, iccid, problem }: Props) {
  const t = await getTranslations('swap.guide');
  return (
    <Card title={t('stepNumber')} description={t('step', { step: 1, of: 2 })} className="max-w-xl" flush>
      {problem ? (
        <div className="px-4 pt-3 sm:px-5">
          <Alert tone="look" role="status">
            {problem}
          </Alert>
        </div>
      ) : null}
      <FilterForm path="/agent/swaps/new">
        {iccid ? <input type="hidden" name="iccid" value={iccid} /> : null}
        <div className="min-w-0 flex-1 basis-60">
          <Label htmlFor="swap-number">{t('msisdn')}</Label>
          <Input
            id="swap-number"
            name="msisdn"
            type="tel"
            inputMode="tel"
            autoComplete="off"
            required
            defaultValue={msisdn}
            aria-describedby="swap-number-hint"
            className="mt-1.5"
          />
          <p id="swap-number-hint" className="mt-1.5 text-ink-soft text-small">
            {t('msisdnHint')}
          </p>
        </div>
        <Button type="submit" variant="primary" className="sm:mb-7">
          {t('find')}
        </Button>
      </FilterForm>
    </Card>
  );
}
