import { cookies } from 'next/headers';

/** For the bench alone: what a page costs that asks nothing. */
export default async function EmptyPage() {
  await cookies();
  return <main />;
}
