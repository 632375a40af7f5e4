import { liveEvents } from '@/lib/entry/live-events';

export const dynamic = 'force-dynamic';

export const GET = liveEvents;
