import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { httpStack, type HttpAnswer, type HttpEvent, type HttpHandler } from '../runtime/http-stack.ts';
import { ProblemError } from '../runtime/problem-error.ts';

/** Where people sign in, as `GET /console/config.json` tells the console. */
export type SignInPlaces = { authorize: string; token: string; logout: string; clientId: string };

export type ConsoleOptions = {
  /** The files that the build made. */
  folder: string;
  signIn: SignInPlaces;
  /** What the signed addresses begin with that files are uploaded to and fetched from. */
  filesUrl: string;
};

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
};

/** Names of built files carry a hash of what is in them, so they are good for ever. */
const forEver = 'public, max-age=31536000, immutable';

/**
 * The console: its built files, each under its name, and the page for every other address below `/console`, since the page
 * itself finds what an address shows.
 */
export function createConsole(options: () => ConsoleOptions): HttpHandler {
  let files: ReadonlySet<string> | undefined;
  const known = (folder: string): ReadonlySet<string> => (files ??= filesIn(folder));

  const answer = async (event: HttpEvent): Promise<HttpAnswer> => {
    const path = event.rawPath;
    if (path === '/') return redirect('/console');
    const { folder, signIn, filesUrl } = options();
    const name = path.replace(/^\/console\/?/, '');
    if (name === 'config.json') return json(signIn);
    if (name.startsWith('assets/')) {
      if (!known(folder).has(name))
        throw new ProblemError({ kind: 'not-found', detail: 'There is no such file.' });
      return asset(event, folder, name);
    }
    return page(folder, [new URL(signIn.token).origin, filesUrl]);
  };
  return httpStack(answer, undefined, { 'clipboard-write': 'self' });
}

function filesIn(folder: string): Set<string> {
  return new Set(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/')),
  );
}

const redirect = (location: string): HttpAnswer => ({ statusCode: 302, headers: { location }, body: '' });

const json = (body: unknown): HttpAnswer => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});

function asset(event: HttpEvent, folder: string, name: string): HttpAnswer {
  const takesBrotli = /\bbr\b/.test(event.headers['accept-encoding'] ?? '');
  const type = types[extname(name)] ?? 'application/octet-stream';
  const isCompressed = takesBrotli && types[extname(name)] !== undefined;
  return {
    statusCode: 200,
    headers: {
      'content-type': type,
      'cache-control': forEver,
      vary: 'accept-encoding',
      ...(isCompressed && { 'content-encoding': 'br' }),
    },
    body: readFileSync(join(folder, isCompressed ? `${name}.br` : name)).toString('base64'),
    isBase64Encoded: true,
  };
}

/**
 * The page: it runs scripts and styles of this origin alone, talks to this API, the sign-in page and the files, and no other
 * page may frame it. The nonce is for the styles that lock scrolling behind a dialog.
 */
function page(folder: string, origins: readonly string[]): HttpAnswer {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${origins.join(' ')}`,
    "frame-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return {
    statusCode: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'Content-Security-Policy': policy,
      'Referrer-Policy': 'no-referrer',
    },
    body: readFileSync(join(folder, 'index.html'), 'utf8').replace('__CSP_NONCE__', nonce),
  };
}
