import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import axe from 'axe-core';
import assert from 'node:assert/strict';
import { after } from 'node:test';
import type { Browser, Page, Request } from 'playwright-core';
import { builtConsole } from '#infra/console/build-console.ts';
import { realClock } from '#infra/local/clock.ts';
import { organisation } from '#infra/local/names.ts';
import { seedFirstUsers } from '#infra/local/seed-first-users.ts';
import { startSystem, type System } from '#infra/local/system.ts';
import { startBrowser } from '../browser.ts';
import type { Language } from '../languages.ts';
import { copyOfSample } from '../sample.ts';
import { textsOf, type Texts } from './texts.ts';

/** Who signs in: the users of the sample organisation, one of each role. */
export type Person = 'super-admin' | 'admin' | 'manager' | 'user';
const sampleNames: Record<Person, string> = {
  'super-admin': 'Sophie Laurent',
  admin: 'Alice Moreau',
  manager: 'Marc Fabre',
  user: 'Claire Petit',
};

/** The first users of an organisation that has nothing yet. */
const firstNames: Record<Person, string> = {
  'super-admin': 'First super admin',
  admin: 'First admin',
  manager: 'First manager',
  user: 'First user',
};

export type Opened = Texts & {
  page: Page;
  system: System;
  /** In which the console is read. */
  language: Language;
  /** Calls the API as the super admin; a refusal is thrown. */
  api: (method: string, path: string, body?: unknown) => Promise<any>;
  /** Nothing serious for axe on what is shown; no error, no request elsewhere since the page was opened. */
  check: () => Promise<void>;
  [Symbol.asyncDispose]: () => Promise<void>;
};

/** What a browser says of the headers of every page, and of answers that a test wants to be refusals. */
const notOfThePage = /Permissions-Policy|Failed to load resource: the server responded with a status of 4/;

/** One browser serves all tests of a file; each has a context of its own. */
let browser: Promise<Browser> | undefined;
after(async () => (await browser)?.close());

export type Opening = {
  as: Person;
  /** Below `/console`, such as `/leads`. */
  path: string;
  width?: number;
  /** Language of the browser. */
  language?: Language;
  /** Begins without the sample: there is nothing but a user of each role. */
  isNew?: boolean;
  /** Begins without the connections that the sample has. */
  unconnected?: boolean;
  theme?: 'light' | 'dark';
};

/** Starts a system with the sample organisation and a browser, signs somebody in, and opens a page of the console. */
export async function openConsole(options: Opening): Promise<Opened> {
  const { as, path, width = 1280, language = 'en', isNew = false, theme = 'light' } = options;
  const { unconnected = false } = options;
  const names = isNew ? firstNames : sampleNames;
  await using parts = new AsyncDisposableStack();
  const folder = isNew ? await mkdtemp(join(tmpdir(), 'relance-new-')) : await copyOfSample();
  parts.defer(() => rm(folder, { recursive: true, force: true }));
  const startedAt = new Date().toISOString();
  const system = await startSystem({ clock: realClock(), folder, console: await builtConsole() });
  parts.defer(() => system.stop());
  if (isNew) await seedFirstUsers(system);
  const api = callingAs(system);
  if (unconnected) await disconnect(api, startedAt);
  browser ??= startBrowser();
  const context = await (
    await browser
  ).newContext({ viewport: { width, height: 860 }, locale: language, colorScheme: theme });
  parts.defer(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const wrong = watched(page, system.url);
  await page.goto(`${system.url}/console${path}`);
  await page.getByRole('link', { name: new RegExp(names[as]) }).click();
  await page.waitForURL((url) => url.pathname.startsWith(`/console${path.split('?')[0] ?? ''}`));
  await page.getByRole('heading', { level: 1 }).waitFor();
  const kept = parts.move();
  return {
    ...textsOf(language),
    page,
    system,
    language,
    api,
    check: async () => {
      await checkWithAxe(page);
      assert.deepEqual(wrong, []);
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** What goes wrong on a page from now on, as it goes wrong. */
function watched(page: Page, origin: string): string[] {
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    if (['error', 'warning'].includes(message.type()) && !notOfThePage.test(text))
      wrong.push(`said: ${text}`);
  });
  page.on('request', (request: Request) => {
    const { hostname, protocol } = new URL(request.url());
    const isHere = hostname === new URL(origin).hostname || ['data:', 'blob:', 'about:'].includes(protocol);
    if (!isHere) wrong.push(`asked elsewhere: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) wrong.push(`${response.status()}: ${response.url()}`);
  });
  return wrong;
}

async function checkWithAxe(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { axe, document } = globalThis as any;
    const { violations } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'],
      resultTypes: ['violations'],
    });
    return violations
      .filter(({ impact }: any) => ['serious', 'critical'].includes(impact))
      .map(({ id, nodes }: any) => `${id}: ${nodes.map(({ html }: any) => html.slice(0, 160)).join(' | ')}`);
  });
  assert.deepEqual(found, []);
}

/** Whatever is there is deleted. */
const anyRevision = (method: string): Record<string, string> =>
  method === 'DELETE' ? { 'if-match': '*' } : {};

/** Takes away what connections have left in the sample, when what was begun at the start is done. */
async function disconnect(api: Opened['api'], startedAt: string): Promise<void> {
  for (;;) {
    const { health } = await api('GET', '/v1/connections/salesforce');
    if (health.lastTriedAt >= startedAt) break;
    await sleep(100);
  }
  const workflows = await api('GET', '/v1/workflows');
  for (const { id, trigger, actions } of workflows.items)
    if (/demo-booked|integration-status/.test(JSON.stringify([trigger, actions])))
      await api('DELETE', `/v1/workflows/${id}`);
  const rules = await api('GET', '/v1/crm-rules');
  for (const { id } of rules.items) await api('DELETE', `/v1/crm-rules/${id}`);
  const services = await api('GET', '/v1/connections');
  for (const { kind, connected } of services.items)
    if (connected) await api('DELETE', `/v1/connections/${kind}`);
  const events = await api('GET', '/v1/incoming-events');
  for (const { id } of events.items) await api('POST', `/v1/incoming-events/${id}/ignore`);
}

function callingAs(system: System): Opened['api'] {
  return async (method, path, body) => {
    const token = await system.token({ organisation, userId: 'super-admin', role: 'super_admin' });
    const response = await fetch(system.url + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...anyRevision(method),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
}
