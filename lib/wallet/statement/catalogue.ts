import { checkReceipt } from '../check-receipt';

/** What is seen of statements, receipts and files. */
export const STATEMENT_QUERIES = [checkReceipt] as const;
