import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { Script } from 'node:vm';
import type { Context } from 'aws-lambda';
import { connectedHandlers } from '#functions/api/create-connections.ts';
import { identityHandlers } from '#functions/api/create-identities.ts';
import { readingHandlers } from '#functions/api/create-reading.ts';
import { sendingHandlers } from '#functions/api/create-sending.ts';
import { writingHandlers } from '#functions/api/create-writing.ts';
import { doctorHandlers } from '#functions/api/handlers/doctor/doctor.ts';
import { createPublic } from '#functions/public/create-public.ts';
import { functions } from '#functions/manifest.ts';
import { openApiDocument } from '#shared/contracts/api/openapi.ts';
import { operations } from '#shared/contracts/api/operations.ts';
import { methodAndPath, type Operation } from '#shared/contracts/api/operation.ts';
import { hmacLinkSigner } from '#shared/adapters/aws/hmac-link-signer.ts';
import { apiEvent } from '#test/support/api.ts';
import { at } from '#test/support/at.ts';
import { functionReached } from '#test/support/function-reached.ts';

const { version } = JSON.parse(readFileSync(`${import.meta.dirname}/../../package.json`, 'utf8'));
/** What is served bears the version of the package. */
const document = openApiDocument(version);
const all = Object.entries(operations) as [string, Operation][];

const described = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    route: `${method.toUpperCase()} ${path}`,
    operation,
  })),
);

const handlersOf: Readonly<Record<string, object>> = {
  'api-reading': readingHandlers,
  api: writingHandlers,
  'api-sending': sendingHandlers,
  'api-identities': identityHandlers,
  connections: connectedHandlers,
  doctor: doctorHandlers,
};

const unused = () => Promise.reject(new Error('not asked for'));
const handler = createPublic(
  async () => ({
    links: hmacLinkSigner('a secret of the tests, thirty-two characters'),
    now: () => at('2027-03-01T08:00:00.000Z'),
    lead: async () => undefined,
    unsubscribe: async () => ({ kind: 'not-found' }),
  }),
  unused,
  unused,
  assert.ifError,
);
const get = async (path: string) =>
  handler(apiEvent('GET', path, {}), { awsRequestId: 'request-1' } as Context);

describe('the OpenAPI document', () => {
  test('has every route, and no other', () => {
    const routes = all.map(([, { on }]) => on);
    assert.deepEqual(described.map(({ route }) => route).sort(), routes.toSorted());
    assert.equal(new Set(routes).size, routes.length);
  });

  test('names the operations that handlers do', () => {
    const handled = Object.values(handlersOf).flatMap((some) => Object.keys(some));
    assert.deepEqual(handled.sort(), Object.keys(operations).sort());
    const ids = described.map(({ operation }) => (operation as { operationId?: string }).operationId);
    assert.deepEqual(ids.toSorted(), Object.keys(operations).sort());
  });

  test('says 3.1 and that a token is needed', () => {
    assert.equal(document.openapi, '3.1.0');
    assert.deepEqual(document.security, [{ token: [] }]);
  });

  test('has a parameter for each name in a path', () => {
    for (const [id, { on, params }] of all) {
      const named = [...on.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      assert.deepEqual(Object.keys(params?.shape ?? {}).sort(), named.sort(), id);
    }
  });

  test('refers to schemas that it has', () => {
    const text = JSON.stringify(document);
    const named = new Set([...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name ?? ''));
    for (const name of named) assert.ok(document.components?.schemas?.[name], name);
  });

  test('offers If-Match wherever a missing one is refused', () => {
    for (const [id, { conditional, problems }] of all) {
      assert.equal(conditional === true, problems?.includes(428) === true, id);
    }
  });

  test('is behind the authorizer of the manifest, each operation with the function that has its handler', () => {
    for (const [id, operation] of all) {
      const { method, path } = methodAndPath(operation);
      const reached = functionReached(method, path.replaceAll(/\{\w+\}/g, 'one'));
      assert.equal(functions.find((one) => one.id === reached)?.trigger.kind, 'api', id);
      assert.ok(Object.hasOwn(handlersOf[reached] ?? {}, id), `${id} reaches ${reached}`);
    }
  });
});

describe('the public pages', () => {
  test('serve the document', async () => {
    const { statusCode, body } = await get('/openapi.json');
    assert.equal(statusCode, 200);
    assert.deepEqual(JSON.parse(body ?? ''), JSON.parse(JSON.stringify(document)));
  });

  test('serve a documentation of every operation that loads nothing from elsewhere', async () => {
    const { body = '', headers = {} } = await get('/docs');
    for (const [id] of all) assert.ok(body.includes(`<article id="${id}">`), id);
    assert.ok(body.includes(`<small>${version}</small>`));
    assert.doesNotMatch(body, /<(?:link|img|iframe)\b|\ssrc=|@import|url\(/);
    assert.doesNotMatch(body, /(?:src|href)="(?!#|\/openapi\.json")/);
    assert.match(String(headers['Content-Security-Policy']), /^default-src 'none'; style-src 'sha256-/);
  });

  test('offer to try every operation with a token, on the own host alone', async () => {
    const { body = '', headers = {} } = await get('/docs');
    for (const [id, operation] of all) {
      const { method, path } = methodAndPath(operation);
      const [, article = ''] = body.split(`<article id="${id}">`);
      const end = article.indexOf('</article>');
      assert.ok(article.slice(0, end).includes(`data-call="${method} ${path}"`), id);
    }
    assert.match(body, /<input id="token" type="password"/);
    assert.match(String(headers['Content-Security-Policy']), /; connect-src 'self'; .*form-action 'none'$/);
    const [, script = ''] = /<script>(.*)<\/script>/s.exec(body) ?? [];
    assert.doesNotMatch(script, /innerHTML|localStorage|document\.cookie/);
    assert.doesNotThrow(() => new Script(script));
  });

  test('say that they are well, and what is not there', async () => {
    assert.equal((await get('/health')).statusCode, 200);
    assert.equal((await get('/nothing')).statusCode, 404);
  });

  test('keep the policy of the unsubscribe page', async () => {
    const { statusCode, headers = {} } = await get('/u/forged');
    assert.equal(statusCode, 404);
    assert.match(String(headers['Content-Security-Policy']), /form-action 'self'/);
    assert.equal(headers['Content-Type'], 'text/html; charset=utf-8');
  });
});
