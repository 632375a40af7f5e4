import { redirect } from 'next/navigation';
import { currentActor } from '@/lib/entry/current-actor';
import { portalOf } from '@/lib/entry/portal';

/** Nobody stays here: each is led to their portal, strangers to the sign-in. */
export default async function StartPage() {
  const actor = await currentActor();
  if (actor.kind !== 'person') redirect('/sign-in');
  redirect(actor.principal.verified ? `/${portalOf(actor.principal)}/dashboard` : '/verify');
}
