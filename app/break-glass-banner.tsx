import { getTranslations } from 'next-intl/server';
import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/link-button';
import { Time } from '@/components/ui/time';
import type { Person } from '@/lib/policy/actor';

/** Tells somebody on every page that they have the permissions of an owner, and for how long still. */
export async function BreakGlassBanner({ person: { breakGlass } }: { person: Person }) {
  if (!breakGlass) return null;
  const t = await getTranslations('alarm.glass.banner');
  return (
    <aside aria-label={t('label')} className="mx-auto w-full max-w-6xl px-4 pt-4 sm:px-6">
      <Alert
        tone="stop"
        title={
          <>
            {t('text')} <Time value={breakGlass.until} />
          </>
        }
        action={
          <LinkButton size="sm" href="/admin/break-glass">
            {t('way')}
          </LinkButton>
        }
      >
        {t('why')}
      </Alert>
    </aside>
  );
}
