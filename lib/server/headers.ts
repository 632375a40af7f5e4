import type { IncomingHttpHeaders } from 'node:http';
import { type ServedRequest, sealRequestFacts } from './request-seal';

// Next takes orders from headers of these names: what it was asked, by whom, which nonce its scripts carry.
const NEVER_FROM_OUTSIDE =
  /^(?:x-.*|forwarded|next-resume|next-hmr-refresh|content-security-policy(?:-report-only)?|proxy-.*)$/;
const OF_DEVELOPMENT = /^(?:x-nextjs-.*|next-hmr-refresh)$/;
// When Next asks itself for the page that an action leads to, it says so.
const OF_NEXT_ITSELF = /^(?:x-action-forwarded|content-security-policy)$/;

/** What else is to be known: the tenant's short name, the method and target as asked, and whether Next itself asks. */
type Asked = { fromNext: boolean; dev: boolean; method: string; target: string; tenant: string };

/**
 * Takes the headers of a request and what is known about it, and gives the headers that Next sees: the strangers' own
 * `X-` headers gone, ours sealed, and the forwarded ones rewritten so that they agree with the Host.
 */
export function headersForNext(
  headers: IncomingHttpHeaders,
  facts: ServedRequest,
  { fromNext, dev, method, target, tenant }: Asked,
): IncomingHttpHeaders {
  const kept = Object.entries(headers).filter(
    ([name]) =>
      !NEVER_FROM_OUTSIDE.test(name) ||
      (fromNext && OF_NEXT_ITSELF.test(name)) ||
      (dev && OF_DEVELOPMENT.test(name)),
  );
  const port = /:(\d+)$/.exec(facts.host)?.[1] ?? (facts.scheme === 'https' ? '443' : '80');
  return {
    ...Object.fromEntries(kept),
    ...sealRequestFacts(facts),
    // For the middleware, which cannot ask the database whose host this is.
    'x-ngao-tenant': tenant,
    ...signedBy(headers, { fromNext, method, target }),
    // Where to come back to after a sign-in; `_rsc` is the router's own.
    'x-ngao-path': target.replace(/([?&])_rsc(?:=[^&]*)?(?:&|$)/, '$1').replace(/[?&]$/, ''),
    host: facts.host,
    'x-forwarded-host': facts.host,
    'x-forwarded-proto': facts.scheme,
    'x-forwarded-port': port,
    'x-forwarded-for': facts.ip,
  };
}

/**
 * What a device's key has to have signed: the method and the address that the browser asked. When Next hands an action on
 * to the page that holds it, they are those of the request that it came with.
 */
function signedBy(
  headers: IncomingHttpHeaders,
  { fromNext, method, target }: Pick<Asked, 'fromNext' | 'method' | 'target'>,
): IncomingHttpHeaders {
  if (fromNext && 'x-action-forwarded' in headers)
    return { 'x-ngao-method': headers['x-ngao-method'], 'x-ngao-asked': headers['x-ngao-asked'] };
  return { 'x-ngao-method': method, 'x-ngao-asked': target.split('?')[0] };
}
