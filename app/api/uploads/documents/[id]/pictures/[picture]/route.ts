import { sendPicture } from '@/lib/entry/send-picture';

export const GET = sendPicture;
