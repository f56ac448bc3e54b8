import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { builtConsole } from '#infra/console/build-console.ts';

/** What a browser fetches before the console shows anything, compressed by gzip, in KB of 1,000 bytes. */
const ENTRY_BUDGET_KB = 200;

/** The files that the page names: its scripts, what they import at once, its styles. */
function entryFiles(folder: string): string[] {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  return [...page.matchAll(/(?:src|href)="\/console\/(assets\/[^"]+\.(?:js|css))"/g)].map(
    ([, file = '']) => file,
  );
}

const folder = await builtConsole();
const size =
  entryFiles(folder).reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0) /
  1_000;
console.log(`console: ${size.toFixed(0)} KB before it shows anything, budget ${ENTRY_BUDGET_KB} KB`);
if (size === 0 || size > ENTRY_BUDGET_KB) process.exitCode = 1;
