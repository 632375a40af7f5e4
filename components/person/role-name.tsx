import { useTranslations } from 'next-intl';
import type { BuiltInRole } from '@/lib/policy/roles';

const BUILT_IN: Record<BuiltInRole, true> = {
  owner: true,
  admin: true,
  supervisor: true,
  agent: true,
  support: true,
  user: true,
  viewer: true,
};

const isBuiltIn = (key: string): key is BuiltInRole => Object.hasOwn(BUILT_IN, key);

/** A role as people call it: the built-in ones in the reader's language, a tenant's own as it was named. */
export function useRoleName(): (role: { key: string; name: string }) => string {
  const t = useTranslations('admin.role');
  return ({ key, name }) => (isBuiltIn(key) ? t(key) : name);
}

/** The roles of a person, as words. */
export function RoleNames({ roles, none }: { roles: { key: string; name: string }[]; none: string }) {
  const nameOf = useRoleName();
  return roles.length === 0 ? <span className="text-ink-soft">{none}</span> : roles.map(nameOf).join(', ');
}
