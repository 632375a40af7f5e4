import pg from 'pg';

/**
 * Does something and gives the texts of all statements that were sent to PostgreSQL meanwhile, in order. It looks at the
 * driver itself, so that nothing is past it.
 */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const said: string[] = [];
  const query = pg.Client.prototype.query;
  pg.Client.prototype.query = function recorded(this: pg.Client, ...given: unknown[]) {
    const [first] = given as [string | { text: string }];
    said.push(typeof first === 'string' ? first : first.text);
    return (query as (...all: unknown[]) => unknown).apply(this, given);
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return said;
}
