import type { z } from 'zod';
import type { Tx } from '@/db/client';
import type { Evidence } from '../audit/append';
import type { Refusal } from '../base/refusal';
import type { Actor, Person } from '../policy/actor';
import type { Proof } from '../policy/authorise';
import type { Permission } from '../policy/permissions';
import type { Tenant } from '../policy/tenant';
import { keepProof } from './proof-of';

/** What `run` works with: the tenant's open transaction, who asks, and the request's clock. */
export type Deed = { tx: Tx; actor: Actor; tenant: Tenant; now: Date };

/** What `sample` works with, inside a transaction of the tenant that it fills with what its input points at. */
export type SampleGround = { tx: Tx; tenant: Tenant; now: Date; actorId: string };

/** A command ends in an output, or in a refusal that is returned: then what it wrote stays written. */
export type Outcome<Output> =
  | { output: Output; evidence: Evidence }
  | { refused: Refusal; evidence: Evidence };

export type Command<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Prepared = unknown,
> = {
  kind: 'command';
  name: Permission;
  proof: Proof;
  input: Input;
  output: Output;
  /** Requests in a minute from one person or address; the setting of the installation where it is not said. */
  perMinute?: number;
  /** The name of the input's field that makes a repeat harmless: same key and body answer the stored output. */
  idempotencyKey?: keyof z.infer<Input> & string;
  /** What its input says that policies may speak of, by the names of the Cedar schema: an amount in minor units, a role. */
  about?(input: z.infer<Input>, actor: Person): Readonly<Record<string, string | number | boolean>>;
  /**
   * What a second person agrees to, and is shown: whom it concerns, and how much. Only where it is not said it is the
   * input as it came, which has to be the same when the deed is done again: a quote or a number in another spelling is not.
   */
  agreedTo?(input: z.infer<Input>, actor: Person): Readonly<Record<string, string>>;
  /**
   * Slow work that needs no transaction and must not keep one open: hashing a password. It runs after authorisation,
   * before the transaction; what it gives is handed to `run`, which trusts nothing of it that may have changed since.
   */
  prepare?(deed: Omit<Deed, 'tx'>, input: z.infer<Input>): Promise<Prepared>;
  run(deed: Deed, input: z.infer<Input>, prepared: Prepared): Promise<Outcome<z.infer<Output>>>;
  /** Makes a valid input with true ids, so that the generated tests can call it as anybody. */
  sample(ground: SampleGround): Promise<unknown>;
};

export type Query<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> = {
  kind: 'query';
  name: Permission;
  proof: Proof;
  input: Input;
  output: Output;
  perMinute?: number;
  /** For a sensitive view: what is written to the audit log about its having been seen. */
  evidence?(input: z.infer<Input>): Evidence;
  run(deed: Deed, input: z.infer<Input>): Promise<z.infer<Output>>;
  sample(ground: SampleGround): Promise<unknown>;
};

/** One thing that somebody can do. Both schemas must be strict objects. */
export function command<Input extends z.ZodType, Output extends z.ZodType, Prepared = undefined>(
  spec: Omit<Command<Input, Output, Prepared>, 'kind'>,
): Command<Input, Output, Prepared> {
  keepProof(spec);
  return { kind: 'command', ...spec };
}

/** One thing that somebody can see. It runs in a read-only transaction. */
export function query<Input extends z.ZodType, Output extends z.ZodType>(
  spec: Omit<Query<Input, Output>, 'kind'>,
): Query<Input, Output> {
  keepProof(spec);
  return { kind: 'query', ...spec };
}
