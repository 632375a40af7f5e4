/** The answer of a route with a CSV file, which no cache keeps. `name` is the file's name without its ending. */
export function csvAnswer(name: string, csv: string): Response {
  return new Response(csv, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
      'cache-control': 'no-store',
    },
  });
}
