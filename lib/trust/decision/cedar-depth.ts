// The library answers by recursion, on a stack of its own inside the process: a text that is nested too deep does not fail,
// it breaks the library for every tenant until the process ends. So how deep one goes is counted before it is handed over.

/** Far deeper than people write; the library breaks somewhere above twice as much. */
const DEEPEST = 100;

const TOKENS =
  /"(?:[^"\\]|\\.)*"|\/\/[^\n\r]*|(?<open>[([{])|(?<close>[)\]}])|(?<next>[,;])|(?<operator>&&|\|\||[<>=!]=|[-+*.<>!]|\b(?:if|else|has|like|in|is|when|unless)\b)/g;

/**
 * Whether a text in Cedar is nested deeper than it may be. Each bracket goes one deeper until it is closed, and so does each
 * operator until the end of what stands in its bracket or before its comma, since a chain of them is a tree that leans.
 */
export function isTooDeep(text: string): boolean {
  const outside: number[] = [];
  let here = 0;
  let above = 0;
  for (const { groups = {} } of text.matchAll(TOKENS)) {
    if (groups.open) {
      outside.push(here);
      above += here + 1;
      here = 0;
    } else if (groups.close) {
      here = outside.pop() ?? 0;
      above = Math.max(0, above - here - 1);
    } else if (groups.next) here = 0;
    else if (groups.operator) here += 1;
    if (above + here > DEEPEST) return true;
  }
  return false;
}
