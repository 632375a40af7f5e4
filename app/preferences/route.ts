import { keepPreferences } from '@/lib/entry/preferences';

export const POST = keepPreferences;
