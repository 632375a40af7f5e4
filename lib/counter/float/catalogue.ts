import { ownCommission } from '../commission/own';
import { payDueCommission } from '../commission/pay-due';
import { payCommissionNow } from '../commission/pay-now';
import { closeDay } from './close-day';
import { listFloatDays, ownDays } from './day-lists';
import { proposeFunding, proposeReturn } from './propose';
import { counterDay } from './show-day';
import { showFloat } from './show-float';

/** What is done about the floats of agents, their days and what they earn. */
export const FLOAT_COMMANDS = [
  closeDay,
  payCommissionNow,
  payDueCommission,
  proposeFunding,
  proposeReturn,
] as const;

/** And what of it is seen. */
export const FLOAT_QUERIES = [counterDay, listFloatDays, ownCommission, ownDays, showFloat] as const;
