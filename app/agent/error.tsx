'use client';

export { PageFailed as default } from '../page-failed';
