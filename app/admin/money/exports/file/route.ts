import { exportFile } from '@/lib/entry/export-file';

export const GET = exportFile;
