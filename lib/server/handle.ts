import type { IncomingMessage, ServerResponse } from 'node:http';
import { isDatabaseAway } from '@/db/client';
import type { Network } from '../base/address-list';
import { clock } from '../base/clock';
import { newId } from '../base/id';
import { log } from '../base/log';
import { Refusal } from '../base/refusal';
import { findTenantByHost } from '../tenant/find-tenant';
import { logAccess } from './access-log';
import { answerRefusal } from './answer';
import { drain, readBody, replay } from './body';
import { checkBody } from './check-body';
import { rememberUnderWay } from './closing';
import { waitForTurn } from './crowd';
import { headersForNext } from './headers';
import { answerHealth } from './health';
import { checkAddressee, checkMethod, isChange } from './method';
import { checkOrigin } from './origin';
import { factsOf } from './request-facts';
import { checkRouterState } from './router-state';
import { securityHeaders } from './security-headers';
import { answerAsset } from './static-assets';
import { parseTarget } from './target';

export type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;
type House = { next: Handler; trusted: readonly Network[]; dev: boolean };

const UPLOADS = '/api/uploads/';
/** What authenticates by itself, never by a cookie, and so needs no Origin. */
const REST = '/api/v1/';

/**
 * Gives the function that answers every request: what is not well formed, too large, sent from another site or meant
 * for a host without a tenant is refused here in a sentence, and all the rest is handed to Next with true facts.
 */
export function makeHandler(house: House): Handler {
  return async (req, res) => {
    const seen = { path: '-', language: String(req.headers['accept-language'] ?? '') };
    try {
      await handle(req, res, house, seen);
    } catch (error) {
      answerRefusal(res, refusalOf(error, res), seen);
      drain(req);
    }
  };
}

async function handle(req: IncomingMessage, res: ServerResponse, house: House, seen: { path: string }) {
  const id = newId(clock.now());
  const line: Parameters<typeof logAccess>[2] = { id, path: seen.path };
  logAccess(req, res, line);
  res.setHeader('x-request-id', id);
  rememberUnderWay(res);
  setAll(res, securityHeaders('http'));

  const { path } = parseTarget(req.url ?? '');
  seen.path = line.path = path;
  checkMethod(req, res, path);
  if (await answerHealth(path, res)) return drain(req);
  if (!house.dev && (await answerAsset(path, req, res))) return drain(req);

  const { facts, fromNext } = factsOf(req, id, house.trusted);
  Object.assign(line, facts);
  setAll(res, securityHeaders(facts.scheme));
  checkRouterState(req.headers['next-router-state-tree']);
  const tenant = await findTenantByHost(facts.host);
  if (!tenant) throw noTenant();
  if (isChange(req.method) && !fromNext && !path.startsWith(REST)) checkOrigin(req.headers.origin, facts);

  const [method, target] = [req.method ?? 'GET', req.url ?? '/'];
  const asked = { fromNext, dev: house.dev, method, target, tenant: tenant.slug };
  req.headers = headersForNext(req.headers, facts, asked);
  if (!isChange(req.method) || path.startsWith(UPLOADS)) return house.next(req, res);
  const body = await readBody(req);
  checkAddressee(res, path, await checkBody(req.headers, body));
  await waitForTurn(path, body.length, res);
  await house.next(replay(req, body), res);
}

const setAll = (res: ServerResponse, headers: Record<string, string>) => {
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
};

const noTenant = () =>
  new Refusal('host_without_tenant', 'No organisation answers at this address. Check its spelling.', {
    status: 404,
  });

const outage = () =>
  new Refusal(
    'database_away',
    'Ngao cannot reach its database. Nothing was changed. Try again in a minute.',
    { status: 503 },
  );

const failed = (id: string) =>
  new Refusal(
    'server_failed',
    'This failed on our side. Give the number {id} to support, who can see what happened.',
    {
      status: 500,
      values: { id },
    },
  );

function refusalOf(error: unknown, res: ServerResponse): Refusal {
  if (error instanceof Refusal) return error;
  const id = String(res.getHeader('x-request-id') ?? '');
  log().error({ err: error, request: id }, 'a request failed');
  return isDatabaseAway(error) ? outage() : failed(id);
}
