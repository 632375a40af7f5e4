import { receivePicture } from '@/lib/entry/receive-picture';

export const POST = receivePicture;
