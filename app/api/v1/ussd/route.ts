import { receiveCall } from '@/lib/entry/gateway';

export const dynamic = 'force-dynamic';

export const POST = receiveCall;
