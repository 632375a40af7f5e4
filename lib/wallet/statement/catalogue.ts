import { checkReceipt } from '../check-receipt';
import { askExport, askLedger } from '../export/ask-export';
import { cancelExport, ownExports, takeExportPart } from '../export/own-exports';
import { runExport } from '../export/run-export';
import { openInCurrency } from '../open-in-currency';
import { listReconciliations, showReconciliation } from '../reconciliation/list-reconciliations';
import { keepReconciliation, runReconciliation } from '../reconciliation/reconcile';
import { walletStatement } from './show-statement';
import { walletStatementFile } from './statement-file';

/** What is done about books and files. */
export const STATEMENT_COMMANDS = [
  askExport,
  askLedger,
  cancelExport,
  keepReconciliation,
  openInCurrency,
  runExport,
  runReconciliation,
] as const;

/** What is seen of statements, receipts, files and books. */
export const STATEMENT_QUERIES = [
  checkReceipt,
  listReconciliations,
  ownExports,
  showReconciliation,
  takeExportPart,
  walletStatement,
  walletStatementFile,
] as const;
