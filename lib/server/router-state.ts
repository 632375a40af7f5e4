import { Refusal } from '../base/refusal';

const LONGEST_STATE = 8_000;

const brokenHeader = () =>
  new Refusal('request_header_broken', 'A header of this request cannot be read.', { status: 400 });

/** Refuses a state of Next's router that its own script could not have sent: Next would answer it as an error of its own. */
export function checkRouterState(header: string | string[] | undefined): void {
  if (header === undefined) return;
  if (Array.isArray(header) || header.length > LONGEST_STATE || !isTree(parse(header), 0))
    throw brokenHeader();
}

function parse(header: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(header));
  } catch (error) {
    if (error instanceof URIError || error instanceof SyntaxError) throw brokenHeader();
    throw error;
  }
}

const DEEPEST_TREE = 40;
const KINDS = [
  'c',
  'oc',
  'd',
  'ci(..)(..)',
  'ci(.)',
  'ci(..)',
  'ci(...)',
  'di(..)(..)',
  'di(.)',
  'di(..)',
  'di(...)',
];
const MARKERS = ['refetch', 'inside-shared-layout', 'metadata-only'];
const isText = (value: unknown): value is string => typeof value === 'string';
const isAbsent = (value: unknown): boolean => value === undefined || value === null;

/** A segment, its children by slot, and where, why and how it should be rendered anew. */
function isTree(value: unknown, depth: number): boolean {
  if (!Array.isArray(value) || value.length > 6 || depth > DEEPEST_TREE) return false;
  const [segment, children, url, marker, hint, last] = value as unknown[];
  return (
    (isText(segment) || isDynamicSegment(segment)) &&
    typeof children === 'object' &&
    children !== null &&
    !Array.isArray(children) &&
    Object.values(children).every((child) => isTree(child, depth + 1)) &&
    (isAbsent(url) || (Array.isArray(url) && url.length === 2 && url.every(isText))) &&
    (isAbsent(marker) || (isText(marker) && MARKERS.includes(marker))) &&
    (isAbsent(hint) || typeof hint === 'number') &&
    (last === undefined || isText(last))
  );
}

function isDynamicSegment(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 4) return false;
  const [name, text, kind, siblings] = value as unknown[];
  return (
    isText(name) &&
    isText(text) &&
    isText(kind) &&
    KINDS.includes(kind) &&
    (siblings === null || (Array.isArray(siblings) && siblings.every(isText)))
  );
}
