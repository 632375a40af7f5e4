import { useTranslations } from 'next-intl';
import { buttonStyle } from '@/components/ui/button-style';
import { Download } from '@/components/ui/icons';

/** The same list with the same filters as a file. Not prefetched: an export is work, and leaves evidence. */
export function ExportLink({ href }: { href: string }) {
  const t = useTranslations('ui.table');
  return (
    <a href={href} download className={buttonStyle()}>
      <Download />
      {t('export')}
    </a>
  );
}
