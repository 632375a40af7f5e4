import { checkReceipt } from '../check-receipt';
import { listReconciliations, showReconciliation } from '../reconciliation/list-reconciliations';
import { keepReconciliation, runReconciliation } from '../reconciliation/reconcile';
import { walletStatement } from './show-statement';
import { walletStatementFile } from './statement-file';

/** What is done about books and files. */
export const STATEMENT_COMMANDS = [keepReconciliation, runReconciliation] as const;

/** What is seen of statements, receipts, files and books. */
export const STATEMENT_QUERIES = [
  checkReceipt,
  listReconciliations,
  showReconciliation,
  walletStatement,
  walletStatementFile,
] as const;
