import { csvAnswer } from '@/lib/entry/csv-answer';
import { toRoute } from '@/lib/entry/to-route';
import { walletMovements } from '@/lib/wallet/movements';
import { csvOfMovements } from '@/lib/wallet/movements-csv';

export const GET = toRoute(walletMovements, (page) => csvAnswer('wallet', csvOfMovements(page)));
