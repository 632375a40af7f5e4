import { approveProposal, rejectProposal, withdrawProposal } from './decide';
import { listProposals, showProposal } from './queries';

/** What is done with proposals about money, whatever kind they are of. */
export const PROPOSAL_COMMANDS = [approveProposal, rejectProposal, withdrawProposal] as const;

/** And what of them is seen. */
export const PROPOSAL_QUERIES = [listProposals, showProposal] as const;
