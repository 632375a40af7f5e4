import { secureCookies } from './device-cookie';

/** The cookie lives as long as a session may, and never longer. */
export const COOKIE_LIVES_S = 12 * 60 * 60;

/** Host-only by its name where there is TLS: the browser itself then keeps tenants apart. */
export const sessionCookieName = () => (secureCookies() ? '__Host-ngao-session' : 'ngao-session');
export const signInCookieName = () => (secureCookies() ? '__Host-ngao-sign-in' : 'ngao-sign-in');
