import { newId } from '@/lib/base/id';
import type { Asked } from '@/testing/raw-http';
import { fill } from '../fixtures/built-app';

/** Addresses that strangers may open. Whatever is not here keeps them out, and a new page is not here by itself. */
export const OPEN_TO_STRANGERS = [
  '/',
  '/.well-known/evidence-keys',
  '/activate',
  '/confirm',
  '/forgotten',
  '/icon.svg',
  '/no-network',
  '/no-network/confirm',
  '/no-network/status',
  '/preferences',
  '/receipt',
  '/recover',
  '/recover/case',
  '/recover/object',
  '/reset',
  '/second-factor',
  '/secure',
  '/secured',
  '/sign-in',
  '/sign-in/code',
  '/sign-in/link',
  '/sign-out',
  '/sign-up',
  '/swap/done',
  '/swap/object',
  '/take-back',
  '/trusted-contact',
] as const;

export const isOpen = (path: string): boolean => OPEN_TO_STRANGERS.some((open) => open === path);

/** What every page might read off its address, so that hostile text reaches all of it. */
export const PARAMETERS = [
  ...[
    'after',
    'before',
    'callbackUrl',
    'command',
    'cursor',
    'from',
    'id',
    'ip',
    'level',
    'name',
    'notice',
    'number',
  ],
  ...[
    'outcome',
    'page',
    'period',
    'person',
    'phone',
    'q',
    'role',
    'search',
    'sort',
    'state',
    'status',
    'subject',
  ],
  ...['tab', 'to', 'unit', 'until'],
  ...['end', 'hours', 'kind', 'mine', 'of', 'overdue', 'severity'],
  ...['address', 'amount', 'at', 'copy', 'country', 'device', 'edit', 'policyId', 'proof', 'replay', 'risk'],
  ...['as', 'lift', 'second', 'signed', 'template', 'what', 'who'],
  ...['second', 'signed', 'template', 'what', 'who'],
  ...['side', 'swap'],
  ...['day', 'differing', 'personId'],
  ...['direction', 'price1', 'receipt', 'upTo1'],
  ...['currency', 'direction', 'least', 'month', 'most', 'operation', 'receipt'],
  ...['ticket'],
  ...['queue'],
  ...['digits', 'iccid', 'msisdn', 'new', 'offer', 'other', 'quote', 'said', 'sent', 'token', 'want'],
];

/** The headers that we, or Next for us, read something off. */
export const READ_HEADERS = [
  ...['accept-language', 'user-agent', 'referer', 'range', 'if-none-match', 'if-modified-since', 'purpose'],
  ...['next-url', 'next-router-state-tree', 'next-router-prefetch', 'next-router-segment-prefetch'],
  ...[
    'x-nextjs-data',
    'x-forwarded-for',
    'x-forwarded-proto',
    'authorization',
    'content-type',
    'last-event-id',
  ],
];

/** The cookies that we read. */
export const READ_COOKIES = [
  ...['ngao-session', 'ngao-sign-in', 'ngao-device', 'ngao_locale', 'ngao_theme', 'ngao_zone'],
  ...['ngao-outage'],
  ...['__prerender_bypass', '__next_preview_data', 'next-instant-navigation-testing'],
];

const TREE = encodeURIComponent(JSON.stringify(['', { children: ['__PAGE__', {}] }, null, 'refetch']));

/** Every form in which Next gives a page away: as a document, and as what its own script asks for. */
export function formsOf(route: string): Asked[] {
  const path = fill(route, newId(new Date()));
  const bare = path === '/' ? '/index' : path;
  const forms: Asked[] = [
    { path },
    { path: `${path}?_rsc=x1`, headers: { rsc: '1' } },
    { path: `${path}?_rsc=x2`, headers: { rsc: '1', 'next-router-state-tree': TREE } },
    { path, headers: { rsc: '1', 'next-url': '/sign-in', 'next-router-state-tree': TREE } },
    { path: `${path}?_rsc=x3`, headers: { rsc: '1', 'next-router-prefetch': '1' } },
    { path: `${bare}.rsc` },
    { path: `${bare}.rsc`, headers: { rsc: '1' } },
    { path: `${bare}.prefetch.rsc`, headers: { rsc: '1' } },
    { path: `${bare}.segments/_full.segment.rsc`, headers: { rsc: '1' } },
    { path: `/_next/data/build${bare}.json`, headers: { 'x-nextjs-data': '1' } },
    { path: `${path}/` },
    { path, method: 'HEAD' },
    {
      path,
      headers: { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
    },
    { path, headers: { 'x-middleware-subrequest': 'src/middleware:src/middleware:src/middleware' } },
    { path: '/sign-in', headers: { 'x-original-url': path, 'x-rewrite-url': path, 'x-matched-path': path } },
    { path: '/sign-in', headers: { rsc: '1', 'x-middleware-rewrite': path, 'next-url': path } },
  ];
  return forms;
}
