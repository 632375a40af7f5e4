import { randomInt } from 'node:crypto';
import { newId } from '../base/id';
import { type Msisdn, parseMsisdn } from '../base/msisdn';
import type { SampleGround } from '../command/command';
import { insertPerson } from '../person/new-person';
import { openWallet } from '../person/open-wallet';
import { walletOf } from './figures';
import { post } from './post';

/** Opens the wallet of a person and puts money into it, for the samples of commands. */
export async function sampleFunds(ground: SampleGround, personId: string, amount: bigint): Promise<void> {
  const { tx, tenant, now } = ground;
  await openWallet(tx, tenant.id, personId, tenant.currency, now);
  const movement = {
    deedId: newId(now),
    operation: 'deposit' as const,
    amount,
    payer: 'trust' as const,
    payee: walletOf(personId),
  };
  const maker = { personId: null, now, ip: null, deviceId: null, risk: 0 };
  const posting = await post(tx, tenant, movement, maker);
  if (!posting.done) throw new Error(`The sample of a wallet was not funded: ${posting.reason}`);
}

/** Writes a customer with a confirmed number and an empty wallet, for the samples of commands. */
export async function sampleCustomer(ground: SampleGround): Promise<{ personId: string; mobile: Msisdn }> {
  const { tx, tenant, now } = ground;
  const mobile = parseMsisdn(`+25078${String(randomInt(10_000_000)).padStart(7, '0')}`, tenant.country);
  const personId = await insertPerson(tx, tenant.id, now, {
    name: 'Sample Customer',
    mobile,
    mobileVerifiedAt: now,
    status: 'active',
    roles: ['user'],
  });
  await openWallet(tx, tenant.id, personId, tenant.currency, now);
  return { personId, mobile };
}

/** Pays a customer out of somebody's wallet, or out of another customer's, for the samples of commands. */
export async function sampleTransfer(
  ground: SampleGround,
  payerId?: string,
): Promise<{ deedId: string; payerId: string; payeeId: string }> {
  const { tx, tenant, now } = ground;
  const payer = payerId ?? (await sampleCustomer(ground)).personId;
  await sampleFunds(ground, payer, 10_000n);
  const { personId: payeeId } = await sampleCustomer(ground);
  const deedId = newId(now);
  const movement = {
    ...{ deedId, operation: 'transfer' as const, amount: 500n, fee: 20n },
    ...{ payer: walletOf(payer), payee: walletOf(payeeId) },
  };
  const maker = { personId: payer, now, ip: null, deviceId: null, risk: 0 };
  const posting = await post(tx, tenant, movement, maker);
  if (!posting.done) throw new Error(`The sample of a movement was not paid: ${posting.reason}`);
  return { deedId, payerId: payer, payeeId };
}
