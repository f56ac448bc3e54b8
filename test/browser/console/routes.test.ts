import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { languages, seed } from '../languages.ts';
import { openConsole, type Opened } from './console.ts';

/** Where pictures of all pages go, to be looked at. */
const pictures = join('.browser', 'pictures');

/** Another language and look each time, by the seed. */
const language = languages[seed % languages.length] ?? 'en';
const theme = seed % 2 === 0 ? 'light' : 'dark';

const ofEverybody = ['/today', '/leads', '/leads/import', '/enroll', '/replies', '/sequences', '/templates'];
const ofAdmins = [
  ...['/sequences/offices', '/sequences/offices?tab=people', '/sequences/offices?tab=statistics'],
  ...['/sequences/offices?tab=versions', '/templates/first-mail', '/capacity', '/filters', '/filters/offers'],
  ...['/automations', '/automations/offers', '/workflows', '/surveys', '/surveys/opinion', '/feedback'],
  ...['/feedback/opinion', '/deliverability', '/unknown', '/suppressions', '/domain', '/webhooks', '/jobs'],
  ...['/connections', '/connections/salesforce', '/connections/calendly', '/connections/salesforce/mapping'],
  ...['/connections/salesforce?tab=health', '/connections/salesforce?tab=writes', '/connections/aircall'],
  ...[
    '/crm-rules',
    '/crm-rules/new',
    '/crm-rules/enquiries',
    '/crm-rules/enquiries?tab=looks',
    '/incoming',
    '/settings',
    '/users',
    '/users/elena',
    '/me',
  ],
];

/** Opens each page, as its address alone leads to it; checks it and takes its picture. */
async function lookAt(
  { page, system, check, api }: Opened,
  paths: readonly string[],
  name: string,
): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  const { items } = await api('GET', '/v1/leads?owner=user&limit=1');
  for (const path of [...paths, `/leads/${items[0].id}`]) {
    await page.goto(`${system.url}/console${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    await page.screenshot({
      path: join(pictures, `${name}${path.replaceAll(/[^a-z]+/g, '-')}.png`),
      fullPage: true,
    });
    await check().catch((error: unknown) => {
      throw new Error(`${path} (RELANCE_SEED=${seed})`, { cause: error });
    });
    const { width, shown } = await page.evaluate(() => {
      const { documentElement } = (globalThis as any).document;
      return { width: documentElement.scrollWidth, shown: documentElement.clientWidth };
    });
    assert.equal(width, shown, `${path} is wider than the window`);
  }
}

describe('every page', () => {
  test(`of an admin is open to all, in ${language}, ${theme} (RELANCE_SEED=${seed})`, async () => {
    await using opened = await openConsole({ as: 'admin', path: '/today', language, theme });
    await lookAt(opened, [...ofEverybody, ...ofAdmins], `admin-${language}-${theme}`);
  });

  test('of a user fits a telephone of 320 pixels', async () => {
    await using opened = await openConsole({ as: 'user', path: '/today', width: 320 });
    await lookAt(opened, [...ofEverybody, '/capacity', '/settings', '/me'], 'user-320');
  });
});
