import { getTranslations } from 'next-intl/server';
import { LinkButton } from '@/components/ui/link-button';
import { currentActor } from '@/lib/entry/current-actor';
import { may } from '@/lib/policy/actor';

const WORDS = { person: 'reachPerson', address: 'reachAddress', device: 'reachDevice' } as const;

/** Leads to what a person, an address or a browser touched; nothing where there is none, or for who may not look. */
export async function ReachLink({ of, id }: { of: keyof typeof WORDS; id: string | null }) {
  if (!id || !may(await currentActor(), 'incident.reach')) return null;
  const t = await getTranslations('incident.file');
  const href = `/admin/incidents/reach?of=${of}&id=${encodeURIComponent(id)}`;
  return (
    <LinkButton size="sm" prefetch={false} href={href}>
      {t(WORDS[of])}
    </LinkButton>
  );
}
