import { STATEMENT_COMMANDS, STATEMENT_QUERIES } from '../wallet/statement/catalogue';
import { floatStatement, floatStatementFile } from './float-statement';
import { moneyOverview } from './money-overview';

/** What is done about books, statements and files. */
export const BOOKS_COMMANDS = STATEMENT_COMMANDS;

/** And what of it is seen. */
export const BOOKS_QUERIES = [
  ...STATEMENT_QUERIES,
  floatStatement,
  floatStatementFile,
  moneyOverview,
] as const;
