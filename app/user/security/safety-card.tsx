import { useTranslations } from 'next-intl';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { CircleCheck, CircleX, Info, ShieldCheck, TriangleAlert } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { type Next, safetyOf } from '@/lib/auth/safety';
import type { OwnSecurity } from '@/lib/auth/security-center';
import { enrolmentPage } from '@/lib/entry/enrolment-page';
import { forgiveFailuresAction } from './actions';

const HERE = '/user/security';

/** Where each next step is taken; what is done on this page is a place on it. */
const wayOf = (next: Exclude<Next, 'closed'>, { missing }: OwnSecurity): string =>
  ({
    enrol: enrolmentPage(missing ?? 'any', HERE),
    'enrol-demanded': enrolmentPage(missing ?? 'any', HERE),
    codes: '#codes',
    failures: `${HERE}/history?outcome=refused`,
    'add-passkey': `${HERE}/passkeys`,
  })[next];

const PRESSES: readonly Next[] = ['closed', 'enrol', 'enrol-demanded', 'codes'];

/** The answer to "am I safe", and the one thing to do next. */
export function SafetyCard({ security }: { security: OwnSecurity }) {
  const t = useTranslations('security.safety');
  const { isCalm, good, next } = safetyOf(security);
  const { recoveryCodesLeft: codes, failures } = security;
  const values = { codes, count: failures.count, of: failures.of };
  const [first] = next;
  const look = isCalm ? 'border-fine-line bg-fine-soft' : 'border-look-line bg-look-soft';
  return (
    <section aria-labelledby="safety" className={`rounded-lg border px-4 py-4 sm:px-6 sm:py-5 ${look}`}>
      <div className="flex items-start gap-3">
        {isCalm ? (
          <ShieldCheck className="mt-0.5 size-6 text-fine" />
        ) : (
          <TriangleAlert className="mt-0.5 size-6 text-look" />
        )}
        <div className="min-w-0 flex-1">
          <h2 id="safety" className="font-semibold text-lead">
            {isCalm ? t('calm') : t('act')}
          </h2>
          <ul className="mt-2 space-y-1.5">
            {good.map((one) => (
              <li key={one} className="flex items-start gap-2">
                <CircleCheck className="mt-[0.2em] size-4 text-fine" />
                {t(`good.${one}`, values)}
              </li>
            ))}
            {next.map((one) => (
              <li key={one} className="flex items-start gap-2">
                <NextSign next={one} />
                <span>{t(`next.${one}`, values)}</span>
              </li>
            ))}
          </ul>
          {first ? (
            <div className="mt-4">
              <Way next={first} isPrimary={!isCalm} security={security} />
            </div>
          ) : null}
        </div>
      </div>
    </section>
  );
}

function NextSign({ next }: { next: Next }) {
  if (next === 'closed') return <CircleX className="mt-[0.2em] size-4 text-stop" />;
  return PRESSES.includes(next) ? (
    <TriangleAlert className="mt-[0.2em] size-4 text-look" />
  ) : (
    <Info className="mt-[0.2em] size-4 text-ink-soft" />
  );
}

function Way({ next, isPrimary, security }: { next: Next; isPrimary: boolean; security: OwnSecurity }) {
  const t = useTranslations('security.safety');
  const variant = isPrimary ? 'primary' : 'secondary';
  if (next !== 'closed')
    return (
      <LinkButton href={wayOf(next, security)} variant={variant}>
        {t(`way.${next}`)}
      </LinkButton>
    );
  return (
    <CommandForm action={forgiveFailuresAction} label={t('way.closed')}>
      <SubmitButton>{t('way.closed')}</SubmitButton>
    </CommandForm>
  );
}
