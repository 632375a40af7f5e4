import type { SampleGround } from '../command/command';
import { beginSignIn } from './open-session';
import { samplePerson } from './sample-person';
import { sampleRequest } from './sample-request';

/** Begins a sign-in of a new person, whose password was shown, in a browser without a cookie, for the samples of commands. */
export async function sampleSignIn(ground: SampleGround) {
  const { tx, tenant } = ground;
  const { personId } = await samplePerson(ground);
  const request = sampleRequest(ground);
  const signInId = await beginSignIn({ tx, tenant, request, personId, methods: ['password'] });
  return { personId, signInId };
}
