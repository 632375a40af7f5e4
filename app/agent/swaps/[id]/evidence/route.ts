import { swapEvidenceFile } from '@/lib/entry/swap-evidence';

export const GET = swapEvidenceFile;
