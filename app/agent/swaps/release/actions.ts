'use server';

import { toAction } from '@/lib/entry/to-action';
import { releaseByDocument } from '@/lib/sim/swap/release';

export const releaseByDocumentAction = toAction(releaseByDocument, {
  goTo: ({ number }) => `/agent/swaps/release?number=${encodeURIComponent(number)}&said=read`,
});
