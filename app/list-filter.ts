export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** Takes the parameters of an address and the names that a list knows; gives one text for each that is there. */
export async function filterOf<Name extends string>(
  params: SearchParams,
  names: readonly Name[],
): Promise<Partial<Record<Name, string>>> {
  const given = await params;
  const filter: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = given[name];
    const text = (Array.isArray(value) ? value[0] : value)?.trim();
    if (text) filter[name] = text;
  }
  return filter;
}
