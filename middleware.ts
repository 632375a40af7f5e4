import { type NextRequest, NextResponse } from 'next/server';
import { decode } from 'next-auth/jwt';
import { env, isDevelopment } from '@/lib/base/env';
import { detourOf, usesCamera } from '@/lib/entry/area';
import { contentPolicy, newNonce } from '@/lib/entry/content-policy';
import {
  deviceCookieName,
  deviceCookieOptions,
  deviceOfCookie,
  newDeviceCookie,
} from '@/lib/entry/device-cookie';
import { sessionCookieName } from '@/lib/entry/session-cookie';
import { permissionsPolicy } from '@/lib/server/security-headers';

export const config = {
  // What authenticates by itself, what nobody needs to, and what is streamed: a body that passes here is cut at 10 MB.
  matcher: ['/((?!api/health|api/uploads|api/v1|_next/static|favicon\\.ico|icon).*)'],
};

/**
 * Stands before every page: gives it its nonce and its headers, marks a new browser with a signed cookie, and sends
 * obvious strangers to sign in. It only saves work: pages and actions refuse by themselves whom this lets pass.
 */
export async function middleware(request: NextRequest): Promise<NextResponse> {
  const { pathname } = request.nextUrl;
  const nonce = newNonce();
  const secure = request.headers.get('x-ngao-scheme') === 'https';
  const policy = contentPolicy({ nonce, secure, development: isDevelopment() });

  const device = await newcomersDevice(request);
  if (device) request.cookies.set(deviceCookieName(), device);
  const response = (await detour(request, pathname)) ?? passOn(request, policy);
  if (device) response.cookies.set(deviceCookieName(), device, deviceCookieOptions());
  response.headers.set('content-security-policy', policy);
  response.headers.set('permissions-policy', permissionsPolicy(usesCamera(pathname)));
  return response;
}

function passOn(request: NextRequest, policy: string): NextResponse {
  const headers = new Headers(request.headers);
  // Next reads the nonce for its own scripts out of this.
  headers.set('content-security-policy', policy);
  return NextResponse.next({ request: { headers } });
}

async function detour(request: NextRequest, pathname: string): Promise<NextResponse | undefined> {
  // A form that was sent is answered by its action, which knows how to come back.
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
  const tenant = request.headers.get('x-ngao-tenant') ?? '';
  const page = detourOf(pathname, await claimsOf(request), tenant);
  if (!page) return undefined;
  const to = new URL(page, request.url);
  to.searchParams.set('callbackUrl', request.headers.get('x-ngao-path') ?? pathname);
  return NextResponse.redirect(to);
}

async function claimsOf(request: NextRequest): Promise<{ tenant: string; assurance: number } | undefined> {
  const name = sessionCookieName();
  const token = request.cookies.get(name)?.value;
  if (!token) return undefined;
  try {
    const claims = await decode({ token, secret: env().AUTH_SECRET, salt: name });
    return { tenant: String(claims?.slug), assurance: Number(claims?.assurance) };
  } catch {
    // A cookie that does not open is a stranger's: of another key, cut short, or made up.
    return undefined;
  }
}

async function newcomersDevice(request: NextRequest): Promise<string | undefined> {
  const known = await deviceOfCookie(request.cookies.get(deviceCookieName())?.value);
  return known ? undefined : newDeviceCookie();
}
