import { brokenBody } from './broken-body';

const DEEPEST = 32;

/** Takes JSON text and gives its value. Refuses broken text, and nesting that only serves to exhaust a reader's stack. */
export function parseJson(text: string): unknown {
  if (isDeeperThan(DEEPEST, text)) throw brokenBody();
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw brokenBody();
    throw error;
  }
}

function isDeeperThan(limit: number, text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{]|[\]}]/gs)) {
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    if (depth > limit) return true;
  }
  return false;
}

/** Every string in a JSON value, the names of its fields among them. */
export function* stringsIn(value: unknown): Generator<{ text: string; isName: boolean }> {
  if (typeof value === 'string') yield { text: value, isName: false };
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) yield { text: name, isName: true };
    yield* stringsIn(inner);
  }
}
