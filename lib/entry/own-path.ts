const NOWHERE = 'http://own.invalid';

/** A path of this site to go to: never another host, however it is spelled. Gives `/` for anything else. */
export function ownPath(path: unknown): string {
  if (typeof path !== 'string' || !path.startsWith('/') || !URL.canParse(path, NOWHERE)) return '/';
  const url = new URL(path, NOWHERE);
  // What is normalised (`/.//evil.example`) may begin anew with the two slashes that name a host.
  const isOurs = url.origin === NOWHERE && !url.pathname.startsWith('//');
  return isOurs ? `${url.pathname}${url.search}` : '/';
}
