import { seal, unseal } from '../base/seal';

/** What unlocks a card. It is sealed from the moment it is read, and never logged. */
export type SimSecrets = { pin1: string; puk1: string; pin2: string; puk2: string };

/** Seals a card's codes together, for its own row alone. */
export function sealSecrets(tenantId: string, simId: string, { pin1, puk1, pin2, puk2 }: SimSecrets): Buffer {
  return seal(JSON.stringify({ pin1, puk1, pin2, puk2 }), 'sim', placeOf(tenantId, simId));
}

/** Opens a card's codes. Whoever shows them leaves evidence. */
export function openSecrets(tenantId: string, simId: string, sealed: Buffer): SimSecrets {
  return JSON.parse(unseal(sealed, 'sim', placeOf(tenantId, simId)));
}

const placeOf = (tenantId: string, simId: string) => `sim:${tenantId}:${simId}`;
