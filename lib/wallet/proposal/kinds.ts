import { unfreeze } from '../freeze/propose-unfreeze';
import { priceChange } from '../prices/propose-prices';
import { limitRaise } from '../raises/propose-raise';
import { reversal } from '../reversal/reversal-kind';
import { floatFunding, floatReturn } from './float';
import type { Kind, ProposalKind } from './proposal';

/** What each kind of proposal does when it is approved. One a line, so that two changes meet without a clash. */
const KINDS: Record<ProposalKind, Kind> = {
  float_funding: floatFunding,
  float_return: floatReturn,
  limit_raise: limitRaise,
  price_change: priceChange,
  reversal,
  unfreeze,
};

/** Gives what a kind of proposal does. */
export const kindOf = (kind: ProposalKind): Kind => KINDS[kind];
