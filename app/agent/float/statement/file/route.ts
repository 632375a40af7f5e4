import { floatStatementFile } from '@/lib/counter/float-statement';
import { statementRoute } from '@/lib/entry/statement-file';

export const GET = statementRoute(floatStatementFile);
