import type { ReactNode } from 'react';
import { PortalFrame } from '../portal-frame';

export default function AgentLayout({ children }: { children: ReactNode }) {
  return <PortalFrame portal="agent">{children}</PortalFrame>;
}
