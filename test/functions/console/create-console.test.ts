import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import type { Context } from 'aws-lambda';
import { createConsole } from '#functions/console/create-console.ts';
import type { HttpEvent } from '#functions/runtime/http-stack.ts';

const script = 'console.log("hello")';
const folder = mkdtempSync(join(tmpdir(), 'relance-console-'));
mkdirSync(join(folder, 'assets'));
writeFileSync(join(folder, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__">');
writeFileSync(join(folder, 'assets/main-abc123.js'), script);
writeFileSync(join(folder, 'assets/main-abc123.js.br'), brotliCompressSync(script));

describe('F16: the console', () => {
  after(() => rmSync(folder, { recursive: true }));

  const signIn = {
    authorize: 'https://in.example/oauth2/authorize',
    token: 'https://in.example/oauth2/token',
    logout: 'https://in.example/logout',
    clientId: 'console',
  };
  const handler = createConsole(() => ({ folder, signIn, filesUrl: 'https://s3.example/files/' }));

  async function ask(rawPath: string, headers: Record<string, string> = {}) {
    const event = { rawPath, headers, requestContext: { requestId: 'r', http: { method: 'GET' } } };
    const answer = await handler(event as unknown as HttpEvent, {} as Context);
    const named = Object.fromEntries(
      Object.entries(answer.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
    );
    const bytes = Buffer.from(answer.body ?? '', answer.isBase64Encoded === true ? 'base64' : 'utf8');
    return { status: answer.statusCode, headers: named, bytes, text: bytes.toString('utf8') };
  }

  test('F16: every address below /console shows the page, with a policy that allows nothing inline', async () => {
    for (const path of ['/console', '/console/leads', '/console/leads/abc', '/console/../v1/leads']) {
      const { status, headers } = await ask(path);
      assert.equal(status, 200);
      assert.equal(headers['cache-control'], 'no-store');
    }
    const { headers, text } = await ask('/console/today');
    const policy = headers['content-security-policy'] ?? '';
    assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval|\*/);
    assert.match(policy, /^default-src 'none'; script-src 'self'; /);
    assert.match(policy, /connect-src 'self' https:\/\/in\.example https:\/\/s3\.example\/files\/;/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.match(
      headers['permissions-policy'] ?? '',
      /camera=\(\),.* clipboard-read=\(\), clipboard-write=\(self\),/,
    );
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    assert.equal(text, `<meta name="csp-nonce" content="${nonce}">`);
    const again = await ask('/console/today');
    assert.notEqual(again.headers['content-security-policy'], policy, 'a nonce is used once');
  });

  test('F16: files are good for ever, and compressed where the browser takes it', async () => {
    const plain = await ask('/console/assets/main-abc123.js');
    assert.equal(plain.text, script);
    assert.equal(plain.headers['content-type'], 'text/javascript; charset=utf-8');
    assert.equal(plain.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal(plain.headers['content-encoding'], undefined);
    const small = await ask('/console/assets/main-abc123.js', { 'accept-encoding': 'gzip, br' });
    assert.equal(small.headers['content-encoding'], 'br');
    assert.equal(brotliDecompressSync(small.bytes).toString(), script);
  });

  test('F16: nothing but the built files is handed out', async () => {
    for (const path of [
      'assets/main-zzz.js',
      'assets/../index.html',
      'assets/../../create-console.ts',
      'assets/',
    ]) {
      assert.equal((await ask(`/console/${path}`)).status, 404, path);
    }
  });

  test('F16: it tells where to sign in, and the root leads to it', async () => {
    const config = await ask('/console/config.json');
    assert.deepEqual(JSON.parse(config.text), signIn);
    assert.equal(config.headers['cache-control'], 'no-store');
    const { status, headers } = await ask('/');
    assert.deepEqual([status, headers['location']], [302, '/console']);
  });
});
