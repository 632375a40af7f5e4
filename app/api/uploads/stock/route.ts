import { receiveStockFile } from '@/lib/entry/receive-stock-file';

export const POST = receiveStockFile;
