import type { SampleGround } from '../command/command';
import { beginSignIn } from './open-session';
import { samplePerson } from './sample-person';

/** Begins a sign-in of a new person, whose password was shown, in a browser without a cookie, for the samples of commands. */
export async function sampleSignIn(ground: SampleGround) {
  const { tx, tenant, now } = ground;
  const { personId } = await samplePerson(ground);
  const request = { at: now, id: 'sample', ip: null, userAgent: '', deviceId: null };
  const signInId = await beginSignIn({ tx, tenant, request, personId, methods: ['password'] });
  return { personId, signInId };
}
