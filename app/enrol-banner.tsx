import { getTranslations } from 'next-intl/server';
import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/link-button';
import { Time } from '@/components/ui/time';
import { enrolmentPage } from '@/lib/entry/enrolment-page';
import type { Person } from '@/lib/policy/actor';
import { enrolsUntil, missingKind } from '@/lib/policy/second-factor-policy';

/** Tells somebody by when they must have set up the second factor that is asked of them. */
export async function EnrolBanner({ person: { tenant, principal } }: { person: Person }) {
  const until = enrolsUntil(tenant, principal);
  if (!until) return null;
  const t = await getTranslations('security.banner');
  return (
    <aside aria-label={t('label')} className="mx-auto w-full max-w-6xl px-4 pt-4 sm:px-6">
      <Alert
        tone="look"
        title={
          <>
            {t('text')} <Time value={until} shape="exact" />
          </>
        }
        action={
          <LinkButton
            size="sm"
            href={enrolmentPage(missingKind(tenant, principal.enrolled) ?? 'any', '/user/security')}
          >
            {t('way')}
          </LinkButton>
        }
      >
        {t('why')}
      </Alert>
    </aside>
  );
}
