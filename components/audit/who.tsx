import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Identifier } from '@/components/ui/identifier';

type Actor = {
  actorKind: 'person' | 'system' | 'stranger';
  actorId: string | null;
  actorName: string | null;
};

/** Who did it: a person by name, the system, or somebody who was not signed in. */
export function Who({ actor, linked }: { actor: Actor; linked?: boolean }) {
  const t = useTranslations('audit');
  const { actorKind, actorId, actorName } = actor;
  if (!actorId) return t(actorKind === 'person' ? 'nobody' : actorKind);
  const name = actorName ?? actorId;
  return linked ? <PersonLink id={actorId} name={name} /> : name;
}

/** What it was about: a person by name, anything else by its kind and id. */
export function Subject({
  subject,
  name,
  linked,
}: {
  subject: string | null;
  name: string | null;
  linked?: boolean;
}) {
  if (!subject) return <span className="text-ink-soft">–</span>;
  const [kind = '', id = ''] = subject.split(/:(.*)/s);
  if (name && kind === 'person') return linked ? <PersonLink id={id} name={name} /> : name;
  return linked ? (
    <Identifier value={subject} what={kind} />
  ) : (
    <span className="break-all font-mono text-small">{`${kind}:${id.length > 12 ? `…${id.slice(-8)}` : id}`}</span>
  );
}

function PersonLink({ id, name }: { id: string; name: string }) {
  return (
    <Link href={`/admin/people/${id}`} className="rounded-sm text-accent-ink hover:underline">
      {name}
    </Link>
  );
}
