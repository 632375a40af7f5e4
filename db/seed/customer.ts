import { DEMO_PASSWORD } from '@/lib/auth/password';
import { MINUTE_MS, SECOND_MS } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { perform } from '@/lib/command/perform';
import { addPicture } from '@/lib/person/kyc/add-picture';
import { askRegistry } from '@/lib/person/kyc/ask-registry';
import type { Person } from '@/lib/policy/actor';
import { activate } from '@/lib/sim/activate-number';
import { registerSim } from '@/lib/sim/register-sim';
import { type Card, cardOf } from './cards';
import { FIRST_NUMBER } from './cast';
import { chanceOf } from './chance';
import { type Identity, identityOf } from './identities';
import { specimenOf } from './specimen';
import { newPlayer, type Player, readCode, type Stage, strangerOf } from './stage';

const FIRST_SEED = 7_000;

export type Customer = { index: number; msisdn: string; card: Card; identity: Identity; player: Player };

/** Makes the customer of an index: always the same for the same index, whatever else happens. */
export function customerOf(stage: Stage, index: number, born: Date): Customer {
  const identity = customerIdentity(index, born);
  const who = { name: nameOf(identity), address: numberOf(index), password: DEMO_PASSWORD };
  const player = newPlayer(stage, born, who);
  return { index, msisdn: numberOf(index), card: cardOf(stage.chance, index + 1), identity, player };
}

/** Who a newcomer is as a customer: what they sign in with, and their name. */
export function firstCustomer(now: Date): { msisdn: string; name: string } {
  return { msisdn: numberOf(0), name: nameOf(customerIdentity(0, now)) };
}

const numberOf = (index: number) => `+${FIRST_NUMBER + index}`;
const nameOf = ({ givenNames, familyName }: Identity) => `${givenNames} ${familyName}`;

function customerIdentity(index: number, born: Date): Identity {
  const identity = identityOf(chanceOf(FIRST_SEED + index), born);
  // The first is the one of the printed example, whose messages should be in the language of the print.
  return index === 0 ? { ...identity, language: 'en' } : identity;
}

/** An agent registers the customer's SIM at the counter. Gives the document that it is registered on. */
export async function register(agent: Person, { msisdn, card, identity }: Customer): Promise<string> {
  const { documentId } = await perform(registerSim, agent, {
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
  return documentId;
}

/** An agent asks the registry of IDs about a document, which knows the people of the demo. */
export const askAbout = (agent: Person, documentId: string) => perform(askRegistry, agent, { documentId });

/** An agent takes the pictures that somebody else looks at. */
export async function picture(agent: Person, documentId: string): Promise<void> {
  for (const side of ['front', 'face'] as const)
    await perform(addPicture, agent, { documentId, side, picture: new Uint8Array(await specimenOf(side)) });
}

/** The customer reads the code on their telephone and chooses a password. */
export async function activateBy(stage: Stage, { msisdn, player }: Customer, when: Date): Promise<void> {
  const code = await readCode(stage, msisdn, when);
  await perform(activate, strangerOf(stage, player, when), { msisdn, code, password: player.password });
}

export const ACTIVATION_TAKES_MS = 2 * MINUTE_MS + 11 * SECOND_MS;
