import { swapAgents } from './agents';
import { evidenceKeys, swapEvidence } from './evidence/queries';
import { swapFigures } from './figures';
import { releaseAfterSwap, releaseByDocument } from './release';
import { remedySwap } from './remedy';

/** What is done once a number has moved. */
export const AFTER_SWAP_COMMANDS = [releaseAfterSwap, releaseByDocument, remedySwap] as const;

/** And what of it is seen. */
export const AFTER_SWAP_QUERIES = [evidenceKeys, swapAgents, swapEvidence, swapFigures] as const;
