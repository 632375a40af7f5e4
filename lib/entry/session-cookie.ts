import { cookieName } from './cookie';

/** The cookie lives as long as a session may, and never longer. */
export const COOKIE_LIVES_S = 12 * 60 * 60;

export const sessionCookieName = () => cookieName('session');
