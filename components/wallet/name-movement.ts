import type { useTranslations } from 'next-intl';
import type { LedgerLine } from '@/lib/wallet/ledger-page';

const KEYS = {
  transfer: { in: 'transferIn', out: 'transferOut' },
  deposit: { in: 'depositIn', out: 'depositOut' },
  withdrawal: { in: 'withdrawalIn', out: 'withdrawalOut' },
  float_opening: { in: 'floatOpening', out: 'floatOpening' },
  float_funding: { in: 'floatFunding', out: 'floatFunding' },
  float_return: { in: 'floatReturn', out: 'floatReturn' },
  commission_payout: { in: 'payout', out: 'payout' },
  reversal: { in: 'reversalIn', out: 'reversalOut' },
  fee: { in: 'fee', out: 'fee' },
  commission: { in: 'commission', out: 'commission' },
  fee_reversal: { in: 'feeBack', out: 'feeBack' },
  commission_reversal: { in: 'commissionBack', out: 'commissionBack' },
} as const;

type Named = Pick<LedgerLine, 'operation' | 'direction' | 'with'>;
type Words = ReturnType<typeof useTranslations<'wallet.movement'>>;

/** What a movement was, from the side of whoever reads it. */
export const nameMovement = ({ operation, direction, with: other }: Named, t: Words): string =>
  t(KEYS[operation][direction], { name: other?.name ?? t('tenant') });
