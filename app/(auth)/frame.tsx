import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { PublicShell } from '@/components/shell/public-shell';
import { LinkButton } from '@/components/ui/link-button';
import { currentTheme } from '@/lib/entry/preferences';
import { currentTenant } from '@/lib/entry/request-facts';

type Props = { title: ReactNode; description?: ReactNode; aside?: ReactNode; children: ReactNode };

/** The frame of every page before the portals, with the help of somebody whose phone has gone quiet. */
export async function AuthFrame(props: Props) {
  const [tenant, theme, t] = await Promise.all([
    currentTenant(),
    currentTheme(),
    getTranslations('auth.noNetwork'),
  ]);
  const help =
    tenant.kind === 'telecom' ? (
      <LinkButton href="/no-network" variant="secondary" wide>
        {t('title')}
      </LinkButton>
    ) : undefined;
  return <PublicShell tenant={{ name: tenant.name }} theme={theme} help={help} {...props} />;
}
