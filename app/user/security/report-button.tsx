import { useTranslations } from 'next-intl';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { reportAction } from './actions';

type Props = { field: 'sessionId' | 'eventId'; id: string; what: string };

/** Says of a session or an event that it was somebody else. */
export function ReportButton({ field, id, what }: Props) {
  const t = useTranslations('incident.report');
  return (
    <CommandForm action={reportAction} className="contents">
      <input type="hidden" name={field} value={id} />
      <SubmitButton variant="secondary" size="sm" aria-label={t('aria', { what })}>
        {t('button')}
      </SubmitButton>
    </CommandForm>
  );
}
