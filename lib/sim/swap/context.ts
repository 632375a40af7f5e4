import { HOUR_MS } from '../../base/clock';
import type { SwapRisk } from './risk';
import type { ProofKind, StoredSwap } from './swap';

type Asked = Pick<StoredSwap, 'reason' | 'channel' | 'unitId' | 'ways'> & {
  risk: Pick<SwapRisk, 'score' | 'level'> & { contributions: readonly { code: string }[] };
  proofs?: readonly ProofKind[];
  coolingMs?: number;
};

/** What policies are told of a case, by the names of the Cedar schema. */
export const contextOf = ({ reason, channel, unitId, ways, risk, proofs, coolingMs }: Asked) => ({
  swapReason: reason,
  swapChannel: channel,
  ...(unitId && { swapShop: unitId }),
  swapRisk: risk.score,
  swapRiskLevel: risk.level,
  swapSignals: risk.contributions.map(({ code }) => code),
  swapWays: ways,
  ...(proofs && { swapProofs: [...proofs] }),
  ...(coolingMs !== undefined && { swapCoolingHours: Math.round(coolingMs / HOUR_MS) }),
});

/** The same of a case that is stored, with what was proved and how long it would wait. */
export const contextOfStored = (one: StoredSwap, proofs: readonly ProofKind[], coolingMs: number) =>
  contextOf({
    ...one,
    risk: { score: one.risk, level: one.riskLevel, contributions: one.contributions },
    proofs,
    coolingMs,
  });
