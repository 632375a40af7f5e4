'use server';

import { toAction } from '@/lib/entry/to-action';
import { askBreakGlass } from '@/lib/person/break-glass/ask';
import { endBreakGlass } from '@/lib/person/break-glass/end';
import { openBreakGlass } from '@/lib/person/break-glass/open';

export const askAction = toAction(askBreakGlass, { goTo: () => '/admin/break-glass?said=asked' });
export const openAction = toAction(openBreakGlass, { goTo: () => '/admin/break-glass?said=opened' });
export const endAction = toAction(endBreakGlass, { goTo: () => '/admin/break-glass?said=ended' });
