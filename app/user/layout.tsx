import type { ReactNode } from 'react';
import { PortalFrame } from '../portal-frame';

export default function UserLayout({ children }: { children: ReactNode }) {
  return <PortalFrame portal="user">{children}</PortalFrame>;
}
