import type { ReactNode } from 'react';
import { currentActor } from '@/lib/entry/current-actor';
import { may } from '@/lib/policy/actor';
import { PortalFrame } from '../portal-frame';
import { searchAction } from './actions';

/** The portal of whoever runs the tenant, with the search for those who may ask it. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const actor = await currentActor();
  const maySearch = may(actor, 'search.everything');
  return (
    <PortalFrame portal="admin" search={maySearch ? searchAction : undefined}>
      {children}
    </PortalFrame>
  );
}
