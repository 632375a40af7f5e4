import type { Proof } from '../policy/authorise';
import type { Permission } from '../policy/permissions';

const proofs = new Map<Permission, Proof>();

/** Keeps which proof a deed or a view asks for, as it is declared. */
export function keepProof({ name, proof }: { name: Permission; proof: Proof }): void {
  proofs.set(name, proof);
}

/** The proof that a deed or a view asks for; what was not declared yet asks for a session, as everything signed in does. */
export const proofOf = (name: Permission): Proof => proofs.get(name) ?? 'session';
