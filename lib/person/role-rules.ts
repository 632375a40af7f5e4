import { Refusal } from '../base/refusal';
import { permissionsOf, type Role } from '../policy/roles';
import { isView } from '../policy/views';

// Nobody grants, takes away or makes a role that may do what they may not.
// Only an owner changes what an owner may, and who is one.
// A tenant keeps an owner who can come in.

/** Who changes roles: somebody with roles of their own, or the operator of the installation, who stands above them. */
export type Changer = { roles: readonly Role[] } | 'operator';

const isOwner = (roles: readonly Role[]) => roles.some(({ key }) => key === 'owner');

/** Gives what stands against this changer's granting or taking away `role`, or undefined. */
export function refusalOfChange(
  changer: Changer,
  role: Role,
  subject: { roles: readonly Role[] },
): Refusal | undefined {
  if (changer === 'operator' || isOwner(changer.roles)) return undefined;
  if (role.key === 'owner') return ownersAlone();
  const untouchable = refusalOfTouch(changer, subject);
  if (untouchable) return untouchable;
  const own = permissionsOf(changer.roles, isView);
  return refusalBeyond(own, permissionsOf([role], isView), 'role');
}

/** Gives what stands against this changer's dealing with somebody's roles and sessions at all, or undefined. */
export function refusalOfTouch(changer: Changer, subject: { roles: readonly Role[] }): Refusal | undefined {
  if (changer === 'operator' || isOwner(changer.roles)) return undefined;
  return isOwner(subject.roles) ? ownersAlone() : undefined;
}

export const ownersAlone = () =>
  new Refusal('owners_alone', 'Only an owner can do this to an owner, or make one.', { status: 403 });

/** Gives the refusal of permissions that somebody hands on and does not hold, or undefined. */
export function refusalBeyond(
  own: readonly string[],
  handedOn: readonly string[],
  field: string,
): Refusal | undefined {
  const [beyond] = handedOn.filter((name) => !own.includes(name));
  if (!beyond) return undefined;
  return new Refusal(
    'beyond_own_permissions',
    'You cannot give away {permission}, because you do not have it.',
    {
      status: 403,
      field,
      values: { permission: beyond },
    },
  );
}

/** Takes how many others are owners and can come in. Gives the refusal to take the role from the last one, or undefined. */
export function refusalOfLastOwner(role: Role, otherOwners: number): Refusal | undefined {
  if (role.key !== 'owner' || otherOwners > 0) return undefined;
  return new Refusal('last_owner', 'This is the last owner. Make somebody else an owner first.', {
    status: 409,
    field: 'role',
  });
}
