import { DEMO_PASSWORD } from '@/lib/auth/password';
import { MINUTE_MS, SECOND_MS } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { perform } from '@/lib/command/perform';
import type { Person } from '@/lib/policy/actor';
import { activate } from '@/lib/sim/activate-number';
import { registerSim } from '@/lib/sim/register-sim';
import { type Card, cardOf } from './cards';
import { FIRST_NUMBER } from './cast';
import { type Identity, identityOf } from './identities';
import { newPlayer, type Player, readCode, type Stage, strangerOf } from './stage';

export type Customer = { index: number; msisdn: string; card: Card; identity: Identity; player: Player };

/** Makes the customer of an index: the same number and card for the same index, everything else by chance. */
export function customerOf(stage: Stage, index: number, born: Date): Customer {
  const msisdn = `+${FIRST_NUMBER + index}`;
  const identity = identityOf(stage.chance, born);
  const name = `${identity.givenNames} ${identity.familyName}`;
  const player = newPlayer(stage, born, { name, address: msisdn, password: DEMO_PASSWORD });
  return { index, msisdn, card: cardOf(stage.chance, index + 1), identity, player };
}

/** An agent registers the customer's SIM at the counter. */
export async function register(agent: Person, { msisdn, card, identity }: Customer): Promise<void> {
  await perform(registerSim, agent, {
    iccid: card.iccid,
    msisdn,
    givenNames: identity.givenNames,
    familyName: identity.familyName,
    birthDate: identity.birthDate,
    documentKind: identity.document.kind,
    documentNumber: identity.document.number,
    language: identity.language,
    email: identity.email,
    key: newId(agent.request.at),
  });
}

/** The customer reads the code on their telephone and chooses a password. */
export async function activateBy(stage: Stage, { msisdn, player }: Customer, when: Date): Promise<void> {
  const code = await readCode(stage, msisdn, when);
  await perform(activate, strangerOf(stage, player, when), { msisdn, code, password: player.password });
}

export const ACTIVATION_TAKES_MS = 2 * MINUTE_MS + 11 * SECOND_MS;
