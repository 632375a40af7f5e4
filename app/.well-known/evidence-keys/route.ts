import { toRoute } from '@/lib/entry/to-route';
import { evidenceKeys } from '@/lib/sim/swap/evidence/queries';

export const GET = toRoute(evidenceKeys);
