import type { SampleGround } from '../command/command';
import type { RequestFacts } from '../policy/actor';

/** A browser without a cookie, at the tenant's own address: the samples of commands come from it. */
export const sampleRequest = ({ now }: SampleGround): RequestFacts => ({
  at: now,
  id: 'sample',
  ip: null,
  userAgent: '',
  deviceId: null,
});
