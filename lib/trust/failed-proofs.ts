import { networkOf } from '../base/network';
import { fingerprint } from '../base/seal';

/** On whose budget of proofs a try counts: of a person (or the name of nobody), and of one browser that they are known by. */
export type Prover = { tenantId: string; account: string; knownDeviceId: string | null };

export const proverKey = ({ tenantId, account }: Pick<Prover, 'tenantId' | 'account'>): string =>
  fingerprint(`${tenantId}:${account}`, 'proof-budget').toString('base64url');

export const addressKey = (tenantId: string, ip: string | null): string =>
  `address:${tenantId}:${networkOf(ip ?? 'nowhere')}`;

const placeKey = (prover: Prover): string =>
  prover.knownDeviceId ? `${proverKey(prover)}:${prover.knownDeviceId}` : proverKey(prover);

export const slowKey = (prover: Prover): string => `slow:${placeKey(prover)}`;
export const yearKey = (prover: Prover): string => `all:${placeKey(prover)}`;
