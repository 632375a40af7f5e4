import { getTranslations } from 'next-intl/server';
import { pageLink } from '@/components/table/page-link';
import { buttonStyle } from '@/components/ui/button-style';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { needsFreshProof, sendAway } from '@/lib/entry/page';

/** Offers the file of these filters. The second factor is asked for first, and leads back here. */
export async function AuditFile({ path, filter }: { path: string; filter: Partial<Record<string, string>> }) {
  const proof = await needsFreshProof();
  if (proof) return sendAway(proof);
  const t = await getTranslations('audit.file');
  return (
    <Card title={t('title')} description={t('text')} className="mb-5">
      <div className="flex flex-wrap gap-2">
        <a href={pageLink(`${path}/export`, filter)} className={buttonStyle({ variant: 'primary' })}>
          {t('download')}
        </a>
        <LinkButton href={pageLink(path, filter)}>{t('close')}</LinkButton>
      </div>
    </Card>
  );
}
