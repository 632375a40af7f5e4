import { proveDeviceQuietly } from '@/lib/entry/prove-device';

export const POST = proveDeviceQuietly;
