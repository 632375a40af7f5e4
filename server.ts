import { createServer } from 'node:http';
import next from 'next';
import { startSweeping } from './lib/auth/sweep';
import { type Network, parseNetworks } from './lib/base/address-list';
import { env, tellNextItsAddress } from './lib/base/env';
import { log } from './lib/base/log';
import { startKeepingMoney } from './lib/counter/keep-money';
import { startDraining } from './lib/notice/drain';
import { startTelling } from './lib/notice/tell';
import { startLapsing } from './lib/person/break-glass/lapse';
import { startLapsingHolds } from './lib/person/lapse-holds';
import { makeHandler } from './lib/server/handle';
import { listen } from './lib/server/listen';
import { type Running, shutDownOnSignal } from './lib/server/shut-down';
import { startImporting } from './lib/sim/stock/import-queue';
import { startKeepingSwaps } from './lib/sim/swap/keep-deadlines';
import { startDelivering } from './lib/tenant/deliver-events';
import { findTenantById } from './lib/tenant/find-tenant';
import { startTallying } from './lib/tenant/keep-tallies';
import { blockedNetworks } from './lib/trust/blocked-address';
import { startLearning } from './lib/trust/keep-learning';
import { openNetworks } from './lib/trust/network';
import { openPlaces } from './lib/trust/place';

const EVERY_ADDRESS = ['0.0.0.0', '::'];

/** Serves the product until a signal ends it. `--dev` compiles pages as they are asked for. */
async function serve(dev: boolean): Promise<void> {
  const { HOST, PORT, BASE_URL, TRUSTED_PROXIES, USSD_GATEWAY_ADDRESSES } = env();
  const trusted: Network[] = parseNetworks(TRUSTED_PROXIES);
  // Read at each call; a mistake in it is told now.
  parseNetworks(USSD_GATEWAY_ADDRESSES, 'USSD_GATEWAY_ADDRESSES');
  if (BASE_URL.startsWith('https:') && trusted.length === 0) {
    log().warn('BASE_URL is https and TRUSTED_PROXIES is empty: no proxy is believed when it says https.');
  }
  const ownHost = EVERY_ADDRESS.includes(HOST) ? '127.0.0.1' : HOST;
  const app = next({
    dev,
    dir: process.cwd(),
    hostname: ownHost,
    port: PORT,
    // Only development needs upgraded connections; in production they would be a second door.
    ...(dev ? {} : { httpServer: createServer() }),
  });
  blockedNetworks();
  openPlaces();
  openNetworks();
  tellNextItsAddress(`http://${ownHost}:${PORT}`);
  await app.prepare();
  const handler = makeHandler({ next: app.getRequestHandler(), trusted, dev });
  const server = await listen(handler, { port: PORT, host: HOST });
  const draining = startDraining();
  const importing = startImporting();
  const telling = startTelling();
  const tallying = startTallying();
  const sweeping = startSweeping();
  const learning = startLearning();
  const delivering = startDelivering();
  const keepingSwaps = startKeepingSwaps();
  const keepingMoney = startKeepingMoney();
  const lapsing = startLapsing(findTenantById);
  const lapsingHolds = startLapsingHolds(findTenantById);
  const beside: Running[] = [
    { name: 'the outbox', end: () => draining.stop() },
    { name: 'taking cards into stock', end: () => importing.stop() },
    { name: 'telling open pages', end: () => telling.stop() },
    { name: 'the tallies', end: () => tallying.stop() },
    { name: 'the sweeping', end: () => sweeping.stop() },
    { name: 'learning from sign-ins', end: () => learning.stop() },
    { name: 'the webhooks', end: () => delivering.stop() },
    { name: 'the deadlines of swaps', end: () => keepingSwaps.stop() },
    { name: 'the deadlines of money', end: () => keepingMoney.stop() },
    { name: 'what ends by itself', end: () => lapsing.stop() },
    { name: 'holds that end by themselves', end: () => lapsingHolds.stop() },
    { name: 'Next', end: () => app.close() },
  ];
  shutDownOnSignal(server, beside);
  log().info({ port: PORT, host: HOST, base: BASE_URL }, 'serving');
}

try {
  await serve(process.argv.includes('--dev'));
} catch (error) {
  // What keeps it from starting is for the operator to put right, and said in a sentence: a missing secret, a busy port.
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
