import { cookies } from 'next/headers';
import NextAuth from 'next-auth';
import { decode } from 'next-auth/jwt';
import Credentials from 'next-auth/providers/credentials';
import { redeemTicket } from '../auth/open-session';
import { env } from '../base/env';
import { once } from '../base/once';
import { cookieOptions, cookieToDelete } from './cookie';
import { currentTenant, requestFacts } from './request-facts';
import { COOKIE_LIVES_S, sessionCookieName } from './session-cookie';

/** What the cookie carries: enough for the edge to turn the obvious strangers away, and nothing that grants. */
export type Claims = { sid: string; tenant: string; slug: string; sub: string; assurance: number };

/**
 * next-auth keeps the cookie and nothing else: our own commands decide who signs in, and hand it a ticket.
 * Its routes are not mounted, since its sign-out would go past the door.
 */
const nextAuth = () =>
  once('next-auth', () =>
    NextAuth({
      secret: env().AUTH_SECRET,
      trustHost: true,
      session: { strategy: 'jwt', maxAge: COOKIE_LIVES_S },
      cookies: {
        sessionToken: {
          name: sessionCookieName(),
          options: cookieOptions(),
        },
      },
      providers: [
        Credentials({
          credentials: { ticket: {} },
          async authorize({ ticket }) {
            const [tenant, request] = [await currentTenant(), await requestFacts()];
            const claims = await redeemTicket(tenant, request, String(ticket));
            return claims
              ? { id: claims.personId, claims: { ...claims, tenant: tenant.id, slug: tenant.slug } }
              : null;
          },
        }),
      ],
      callbacks: {
        jwt({ token, user }) {
          if (!user || !('claims' in user)) return token;
          const { sid, tenant, slug, personId, assurance } = user.claims as Omit<Claims, 'sub'> & {
            personId: string;
          };
          return { sid, tenant, slug, sub: personId, assurance };
        },
      },
    }),
  );

/** Mints the session cookie for a ticket; throws for a ticket that is late, used or another browser's. */
export async function mintCookie(ticket: string): Promise<void> {
  await nextAuth().signIn('credentials', { ticket, redirect: false });
}

/** Takes the session cookie away. */
export async function dropCookie(): Promise<void> {
  (await cookies()).delete(cookieToDelete(sessionCookieName()));
}

/** What the request's cookie claims, or undefined for none, a forged or an old one. */
export async function readClaims(): Promise<Claims | undefined> {
  const name = sessionCookieName();
  const token = (await cookies()).get(name)?.value;
  if (!token) return undefined;
  try {
    const claims = await decode({ token, secret: env().AUTH_SECRET, salt: name });
    return claims && typeof claims.sid === 'string' ? (claims as unknown as Claims) : undefined;
  } catch {
    // A cookie that does not open is a stranger's: of another key, cut short, or made up.
    return undefined;
  }
}
