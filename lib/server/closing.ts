import type { ServerResponse } from 'node:http';
import { once } from '../base/once';

const controller = () => once('closing', () => new AbortController());
const underWay = () => once('responses-under-way', () => new Set<ServerResponse>());

/** Aborts when this process begins to shut down: streams that would never end by themselves listen to it. */
export const closingSignal = (): AbortSignal => controller().signal;

/** Says to everybody who listens that the process is about to end; no connection is kept for another request. */
export function announceClosing(): void {
  controller().abort();
  for (const res of underWay()) res.shouldKeepAlive = false;
}

/** Remembers an answer that is under way, so that the process can end as soon as the last of them is given. */
export function rememberUnderWay(res: ServerResponse): void {
  if (closingSignal().aborted) res.shouldKeepAlive = false;
  underWay().add(res);
  res.once('close', () => underWay().delete(res));
}
