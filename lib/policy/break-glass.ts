import { PERMISSIONS, type Permission } from './permissions';
import { permissionsOf, type Role } from './roles';
import { isView } from './views';

// 1. Break-glass adds an owner's permissions to an administrator's own, for an hour, and takes away what would outlast it.
// 2. It is no role: it stands in no membership, so nothing of it is left when it ends.
// 3. It counts while its asker is an administrator whose account nobody holds back, looked up at every request.

/** An administrator's hour as an owner: which, and until when. */
export type BreakGlass = { id: string; until: Date };

const LASTING = [
  'approval.approve',
  'break-glass.ask',
  'break-glass.open',
  'policy.',
  'role.',
  'tenant.',
  'webhook.',
];

/**
 * What would outlast the hour, or open another one: every change of these names, so that one which comes in later is of
 * them by itself. While the hour lasts this is refused, even where the own roles allow it.
 */
export const NOT_BY_BREAK_GLASS: readonly Permission[] = PERMISSIONS.filter(
  (name) => !isView(name) && LASTING.some((beginning) => name.startsWith(beginning)),
);

/** What is done to an owner by owners alone, and in this hour too: it stops a thief and changes nothing for good. */
export const AS_OWNER_BY_BREAK_GLASS: readonly Permission[] = ['person.sessions.end'];

/** The roles that may ask for it and open it. */
const ADMINISTRATORS = ['admin', 'owner'];
export const isAdministrator = (roles: readonly Pick<Role, 'key'>[]): boolean =>
  roles.some(({ key }) => ADMINISTRATORS.includes(key));

/** The kinds of holds by which an account is under suspicion, or on its way back to its owner. */
export const HOLDS_AGAINST_BREAK_GLASS = ['credentials', 'messages', 'second_factor', 'review'];

/** Whether somebody of these roles and holds may have it at this moment. */
export const isFit = (roles: readonly Pick<Role, 'key'>[], held: readonly string[]): boolean =>
  isAdministrator(roles) && !held.some((kind) => HOLDS_AGAINST_BREAK_GLASS.includes(kind));

const OWNER: Role = { key: 'owner', access: 'write', permissions: [] };

/** What an administrator may do in their hour as an owner. */
export const permissionsByBreakGlass = (
  roles: readonly Role[],
  isQuery: (name: Permission) => boolean,
): Permission[] =>
  permissionsOf([...roles, OWNER], isQuery).filter((name) => !NOT_BY_BREAK_GLASS.includes(name));
