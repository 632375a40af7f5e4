import { NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';
import type { ReactNode } from 'react';
import type { Messages } from '@/messages/en';

type Namespace = keyof Messages;

const always: Namespace[] = ['error', 'form', 'shell', 'ui'];

/** Gives the client components below it words: those of the components, and the namespaces that are named. */
export async function ClientWords({
  namespaces = [],
  children,
}: {
  namespaces?: Namespace[];
  children: ReactNode;
}) {
  const all = await getMessages();
  const some = Object.fromEntries([...always, ...namespaces].map((name) => [name, all[name]]));
  return <NextIntlClientProvider messages={some}>{children}</NextIntlClientProvider>;
}
