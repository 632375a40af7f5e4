import type { ReactNode } from 'react';
import { PortalFrame } from '../portal-frame';

export default function AdminLayout({ children }: { children: ReactNode }) {
  return <PortalFrame portal="admin">{children}</PortalFrame>;
}
