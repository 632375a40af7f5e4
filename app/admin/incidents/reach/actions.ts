'use server';

import { toAction } from '@/lib/entry/to-action';
import { endReachSessions } from '@/lib/person/incident/end-reach-sessions';

export const endReachSessionsAction = toAction(endReachSessions);
