'use server';

import { toAction } from '@/lib/entry/to-action';
import { searchEverything } from '@/lib/tenant/search-everything';

export const searchAction = toAction(searchEverything);
