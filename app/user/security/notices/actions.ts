'use server';

import { toAction } from '@/lib/entry/to-action';
import { setNoticePreferences } from '@/lib/person/notice-preferences';

export const setNoticePreferencesAction = toAction(setNoticePreferences, {
  goTo: () => '/user/security/notices?said=saved',
});
