import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Handset } from '@/components/demo/handset';
import { Picker } from '@/components/demo/picker';
import { BrandMark } from '@/components/shell/brand-mark';
import { Preferences } from '@/components/shell/preferences';
import { SkipLink } from '@/components/shell/skip-link';
import { ClientWords } from '@/components/ui/client-words';
import { EmptyState } from '@/components/ui/empty-state';
import { Smartphone } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { Live } from '@/components/ui/live';
import { demoPhone } from '@/lib/demo/phone';
import { demoPhones } from '@/lib/demo/phones';
import { show } from '@/lib/entry/page';
import { currentTheme } from '@/lib/entry/preferences';
import { currentTenant } from '@/lib/entry/request-facts';
import { dialAction, writeSmsAction } from './actions';
import { DiallerForm, SmsForm } from './form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('demo'))('title') };
}

type Props = { searchParams: Promise<{ search?: string | string[]; person?: string | string[] }> };

/** The telephones of the demo, for whoever plays it. Where people are real, this page does not exist. */
export default async function DemoPhonePage({ searchParams }: Props) {
  const asked = await searchParams;
  const search = String(asked.search ?? '').slice(0, 80);
  const person = asked.person ? String(asked.person) : undefined;
  const [phones, t, tenant, theme] = await Promise.all([
    show(demoPhones, { search }),
    getTranslations('demo'),
    currentTenant(),
    currentTheme(),
  ]);
  const phone = person ? await show(demoPhone, { personId: person }) : undefined;
  // The card that answers is the first that is active; who has none here calls from the number they confirmed.
  const line =
    phone && (phone.lines.find(({ numberState }) => numberState === 'active')?.msisdn ?? phone.mobile);
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-5xl flex-col px-4">
      <SkipLink />
      <header className="flex flex-wrap items-center justify-between gap-3 pt-6">
        <p className="flex min-w-0 items-center gap-2.5">
          <BrandMark className="size-7" />
          <span className="truncate font-semibold text-lead">{tenant.name}</span>
        </p>
        <LinkButton href="/">{t('portal')}</LinkButton>
      </header>
      <main id="main" tabIndex={-1} className="flex-1 py-6 outline-none">
        <h1 className="font-semibold text-title tracking-tight">{t('title')}</h1>
        <p className="mt-1 max-w-2xl text-ink-soft">{t('description')}</p>
        <div className="mt-6 grid gap-8 md:grid-cols-[minmax(0,1fr)_minmax(0,1.15fr)]">
          <div className={phone ? 'order-last md:order-first' : ''}>
            <Picker search={search} current={person} phones={phones} />
          </div>
          <div className="min-w-0">
            {phone ? (
              <ClientWords namespaces={['demo']}>
                <Handset
                  {...phone}
                  dialler={
                    line ? (
                      <DiallerForm
                        key={line}
                        action={dialAction}
                        from={line}
                        code={tenant.settings.ussdCode}
                      />
                    ) : null
                  }
                  writer={
                    line ? (
                      <SmsForm key={line} action={writeSmsAction} from={line} tenant={tenant.name} />
                    ) : null
                  }
                  tenant={tenant.name}
                />
              </ClientWords>
            ) : (
              <div className="hidden rounded-lg border border-line border-dashed md:block">
                <EmptyState icon={<Smartphone />} title={t('pick')}>
                  {t('pickNext')}
                </EmptyState>
              </div>
            )}
          </div>
        </div>
      </main>
      <footer className="pt-2 pb-8">
        <Preferences theme={theme} />
      </footer>
      <Live />
    </div>
  );
}
