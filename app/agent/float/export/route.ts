import { floatMovements } from '@/lib/counter/movements';
import { fileAnswer } from '@/lib/entry/file-answer';
import { toRoute } from '@/lib/entry/to-route';
import { csvOfMovements } from '@/lib/wallet/movements-csv';

export const GET = toRoute(floatMovements, (page) =>
  fileAnswer(csvOfMovements(page), { name: 'float', as: 'csv' }),
);
