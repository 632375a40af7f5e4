import { floatMovements } from '@/lib/counter/movements';
import { csvAnswer } from '@/lib/entry/csv-answer';
import { toRoute } from '@/lib/entry/to-route';
import { csvOfMovements } from '@/lib/wallet/movements-csv';

export const GET = toRoute(floatMovements, (page) => csvAnswer('float', csvOfMovements(page)));
