import { fileAnswer } from '@/lib/entry/file-answer';
import { toRoute } from '@/lib/entry/to-route';
import { walletMovements } from '@/lib/wallet/movements';
import { csvOfMovements } from '@/lib/wallet/movements-csv';

export const GET = toRoute(walletMovements, (page) =>
  fileAnswer(csvOfMovements(page), { name: 'wallet', as: 'csv' }),
);
