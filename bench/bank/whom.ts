import type { MoneySettings } from '@/lib/policy/money-settings';
import { priceOf as priceIn } from '@/lib/wallet/wallet';
import type { Bank } from './client';

/** The first of the customers are known to all, so that many meet at their wallets. */
const KNOWN_TO_ALL = 5;

export const customer = (index: number) => ({ role: 'customers' as const, index });
export const agent = (index: number) => ({ role: 'agents' as const, index });
export const admin = (index: number) => ({ role: 'admins' as const, index });

export const idOf = ({ people }: Bank, role: 'customers' | 'agents', index: number): string =>
  people[role][index]?.principal.id ?? '';
export const numberOf = ({ people }: Bank, index: number): string =>
  people.customers[index]?.principal.mobile ?? '';
export const walletOf = (bank: Bank, index: number) => ({
  ...{ kind: 'wallet' as const, owner: idOf(bank, 'customers', index) },
});

export const someAgent = ({ chance, people }: Bank): number => chance.whole(0, people.agents.length - 1);

export function someoneElse({ chance, people }: Bank, own: number): number {
  const among = chance.isTrue(0.5) ? KNOWN_TO_ALL : people.customers.length;
  const other = chance.whole(0, among - 1);
  return other === own ? (other + 1) % people.customers.length : other;
}

/** Mostly little; now and then more than anybody has, or may. */
export const someAmount = ({ chance }: Bank): bigint =>
  BigInt(chance.isTrue(0.04) ? chance.whole(10_000, 60_000) : chance.whole(1, 1_500));

type Priced = 'transferFee' | 'depositCommission' | 'withdrawalFee' | 'withdrawalCommission';

/** What something costs at this bank. */
export const priceOf = ({ people }: Bank, kind: keyof Pick<MoneySettings, Priced>, amount: bigint): bigint =>
  priceIn(people.tenant.settings.money[kind], amount);
