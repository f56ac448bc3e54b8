import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { compileMessage, type CompiledMessage } from '@lingui/message-utils/compileMessage';
import type { Plugin } from 'vite';

const PREFIX = 'virtual:texts/';

/** The files `texts/<language>.json` below a folder. */
function filesOf(folder: string, language: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => basename(dirname(path)) === 'texts' && basename(path) === `${language}.json`)
    .sort();
}

const textsIn = (path: string): Record<string, string> =>
  JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;

/**
 * The texts of a language from all folders `texts`, compiled so that the browser carries no parser of ICU MessageFormat.
 * English stands in the code: its texts are the names of the French ones.
 */
export function compiledTexts(folder: string, language: string): Record<string, CompiledMessage> {
  const texts = filesOf(folder, language === 'en' ? 'fr' : language).flatMap((path) =>
    Object.entries(textsIn(path)),
  );
  return Object.fromEntries(
    texts.map(([english, translated]) => [english, compileMessage(language === 'en' ? english : translated)]),
  );
}

/** Makes `virtual:texts/<language>` a module. */
export function texts(folder: string): Plugin {
  return {
    name: 'relance-texts',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined;
      const language = id.slice(PREFIX.length + 1);
      return `export default ${JSON.stringify(compiledTexts(folder, language))}`;
    },
  };
}
