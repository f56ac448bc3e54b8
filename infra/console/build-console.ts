import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { texts } from './texts-plugin.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const app = join(root, 'functions/console/app');
/** Where builds for this machine are kept. */
const kept = join(root, '.console');

/** Kinds of files that are served compressed. */
const compressible = new Set(['.js', '.css', '.html', '.svg', '.json', '.txt']);

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/** Builds the console into a folder: the files that `serve.ts` hands out, each also compressed by brotli. */
async function buildConsole(folder: string): Promise<void> {
  // Loaded when something is to be built: what is built already is served without them.
  const [{ build }, { default: react }, { default: tailwind }] = await Promise.all([
    import('vite'),
    import('@vitejs/plugin-react'),
    import('@tailwindcss/vite'),
  ]);
  await build({
    root: app,
    configFile: false,
    base: '/console/',
    logLevel: 'warn',
    plugins: [texts(app), react(), tailwind()],
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2023',
      modulePreload: { polyfill: false },
      // A policy without `unsafe-inline` shows no pictures but those that are files.
      assetsInlineLimit: 0,
    },
  });
  for (const path of filesIn(folder)) {
    if (!compressible.has(extname(path))) continue;
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
    writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path), quality));
  }
}

/**
 * The console as the sources are now, built if it is not there yet.
 * @returns the folder of its files
 */
export async function builtConsole(): Promise<string> {
  const hash = createHash('sha256');
  const sources = [...filesIn(app), ...filesIn(join(root, 'infra/console')), join(root, 'package-lock.json')];
  for (const path of sources) hash.update(path).update(readFileSync(path));
  const folder = join(kept, hash.digest('hex').slice(0, 16));
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${String(process.pid)}`;
  await buildConsole(unfinished);
  mkdirSync(kept, { recursive: true });
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    // Another process built the same meanwhile.
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  for (const other of readdirSync(kept)) {
    const path = join(kept, other);
    if (path !== folder && /^[0-9a-f]{16}$/.test(other)) rmSync(path, { recursive: true, force: true });
  }
  return folder;
}

// Run by AppFunction at synthesis, which cannot wait for a promise.
if (import.meta.main) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error('usage: build-console.ts <folder>');
  await buildConsole(folder);
}
