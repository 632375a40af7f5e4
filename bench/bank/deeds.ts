import type { z } from 'zod';
import { ask } from '@/lib/command/ask';
import type { Command, Query } from '@/lib/command/command';
import { perform } from '@/lib/command/perform';
import { deposit } from '@/lib/counter/deposit';
import type { Actor } from '@/lib/policy/actor';
import { quoteTransfer } from '@/lib/wallet/quote';
import { transfer } from '@/lib/wallet/transfer';

// biome-ignore format: one line for each deed
const DEEDS = {
  quote: quoteTransfer,
  transfer,
  deposit,
};

export type DeedName = keyof typeof DEEDS;
type Deed = (typeof DEEDS)[DeedName];
export type OutputOf<Name extends DeedName> = z.infer<(typeof DEEDS)[Name]['output']>;

/** The name of a deed in the audit log and beside its key. */
export const commandOf = (name: DeedName): string => DEEDS[name].name;

/** Does a deed, or looks at something, by the one way in that there is. */
export function runDeed(name: DeedName, actor: Actor, input: unknown): Promise<unknown> {
  const deed: Deed = DEEDS[name];
  return deed.kind === 'command'
    ? perform(deed as unknown as Command, actor, input)
    : ask(deed as unknown as Query, actor, input);
}
