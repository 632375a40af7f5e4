import { stockProblemsCsv } from '@/lib/entry/stock-problems-csv';

export const GET = stockProblemsCsv;
