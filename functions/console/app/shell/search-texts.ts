/** Filters, sort, tab and selection of a page: texts in its address. */
export type SearchTexts<Name extends string> = { [Key in Name]?: string | undefined };

/** What an address may say of a page: these texts, each of them optional; anything else is left out. */
export function searchTexts<Name extends string>(...names: readonly Name[]) {
  return (search: Record<string, unknown>): SearchTexts<Name> =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = search[name];
        return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [];
      }),
    ) as SearchTexts<Name>;
}

/** A selection as it stands in an address. */
export const selectionIn = (text: string | undefined): Set<string> =>
  new Set(text === undefined || text === '' ? [] : text.split('~'));
export const selectionText = (selected: ReadonlySet<string>): string | undefined =>
  selected.size === 0 ? undefined : [...selected].join('~');
