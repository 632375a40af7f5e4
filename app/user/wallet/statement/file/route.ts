import { statementRoute } from '@/lib/entry/statement-file';
import { walletStatementFile } from '@/lib/wallet/statement/statement-file';

export const GET = statementRoute(walletStatementFile);
