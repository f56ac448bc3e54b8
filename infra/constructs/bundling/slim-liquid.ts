import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import { allowedFilters, allowedTags } from '#shared/domain/templates/allowed-liquid.ts';

/**
 * Lets esbuild leave out of liquidjs the tags and filters that no template may use, and its reading of files. The
 * library enters all of them in its tables, from which the engine of templates takes them out again; here the tables
 * have the allowed ones only. Some 20 KB of each bundle that fills templates.
 */
export const slimLiquid: Plugin = {
  name: 'slim-liquid',
  setup(build) {
    build.onLoad({ filter: /liquidjs[\\/]dist[\\/]liquid\.node\.mjs$/ }, async ({ path }) => ({
      contents: withAllowedOnly(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};

/** A table of tags or of filters: its first line, its entries one a line, its last line. */
const table =
  /^((?:const tags|const misc|var misc|var \w+Filters) = (?:\/\*#__PURE__\*\/Object\.freeze\()?\{\n)([^]*?)(^\}\)?;)$/gm;
const entry = /^ +(?:'([^']+)'|(\w+))(?:: \S+)?,?$/;

function withAllowedOnly(source: string): string {
  const kept = new Set<string>();
  const slimmed = source
    .replaceAll('\r\n', '\n')
    .replaceAll(table, (_, first: string, entries: string, last: string) => {
      const allowed = first.startsWith('const tags') ? allowedTags : allowedFilters;
      const lines = entries.split('\n').filter((line) => {
        const [, quoted, plain] = entry.exec(line) ?? [];
        const name = quoted ?? plain;
        if (name === undefined || name === '__proto__') return true;
        if (allowed.includes(name)) kept.add(name);
        return allowed.includes(name);
      });
      return `${first}${lines.join('\n')}${last}`;
    })
    // Where files are read unless a mapping is given, as the engine of templates does: from an empty one as well.
    .replace(/^ {4}fs: fs,$/m, '    fs: new MapFS({}),');
  const lost = [...allowedTags, ...allowedFilters].filter((name) => !kept.has(name));
  if (lost.length > 0) throw new Error(`slim-liquid does not fit this liquidjs: it lost ${lost.join(', ')}`);
  return slimmed;
}
