import { checkReceipt } from '../check-receipt';
import { walletStatement } from './show-statement';
import { walletStatementFile } from './statement-file';

/** What is seen of statements, receipts and files. */
export const STATEMENT_QUERIES = [checkReceipt, walletStatement, walletStatementFile] as const;
