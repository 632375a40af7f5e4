import * as cedar from '@cedar-policy/cedar-wasm/nodejs';

// The library keeps every parsed set for good under the id that it was given. So there is a fixed number of ids, each used
// again by the set that needs one; who used it longest ago loses it and is parsed anew when it is asked again.

const SLOTS = 128;
/** So many policies at most are kept parsed, some 4 KiB each: a few large sets count like many small ones. */
const MOST_POLICIES = 20_000;

/** A set of policies by their ids that may be kept parsed. It is itself what its slot is remembered by. */
export type Parsable = { readonly texts: Readonly<Record<string, string>> };

type Slots = { free: string[]; used: Map<Parsable, string>; policies: number };

// Parsed sets live in the memory of one copy of the library, and so does the table of them; a bundler that copies this
// file copies both, and each copy has ids of its own.
const copy = crypto.randomUUID();
const slots: Slots = {
  free: Array.from({ length: SLOTS }, (_, index) => `${copy}-${index}`),
  used: new Map(),
  policies: 0,
};

const sizeOf = ({ texts }: Parsable) => Object.keys(texts).length;

/** Gives the id under which the library has a set parsed, parsing it where it is not. Throws where it does not parse. */
export function slotOf(set: Parsable): string {
  const known = slots.used.get(set);
  if (known !== undefined) {
    slots.used.delete(set);
    slots.used.set(set, known);
    return known;
  }
  while (slots.free.length === 0 || (slots.used.size > 0 && slots.policies + sizeOf(set) > MOST_POLICIES))
    evict();
  const slot = slots.free.at(-1) as string;
  const answer = cedar.preparsePolicySet(slot, { staticPolicies: { ...set.texts } });
  if (answer.type === 'failure') throw new Error(answer.errors.map(({ message }) => message).join('; '));
  slots.free.pop();
  slots.used.set(set, slot);
  slots.policies += sizeOf(set);
  return slot;
}

/** Gives back the slot of a set that nobody will ask again. */
export function release(set: Parsable): void {
  const slot = slots.used.get(set);
  if (slot === undefined) return;
  slots.used.delete(set);
  slots.policies -= sizeOf(set);
  slots.free.push(slot);
  // What stood there is freed at once, and not when the slot is needed again.
  cedar.preparsePolicySet(slot, { staticPolicies: {} });
}

function evict(): void {
  const [oldest] = slots.used.keys();
  if (oldest) release(oldest);
}
