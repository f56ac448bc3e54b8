import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { test } from './in-two-languages.ts';
import { connectStandIn } from './stand-ins.ts';

describe('the console: calls and bookings', () => {
  test('B6: an admin says whose an unknown call was, and puts away what is nobody’s', async (open) => {
    await using opened = await open({ unconnected: true, as: 'admin', path: '/incoming' });
    const { page, system, api, check, t, like } = opened;
    await page.getByText(t('Nothing waits to be assigned')).waitFor();
    await check();
    const address = await connectStandIn(opened, 'generic');
    const recordingUrl = 'https://recordings.example/1';
    const called = async (phone: string): Promise<void> => {
      const { headers, body } = system.standIns.generic.message({ phone, seconds: 90, recordingUrl });
      const { status } = await fetch(address, { method: 'POST', headers, body });
      assert.equal(status, 200);
    };
    await called('+33199000001');
    await called('+33199000002');
    await system.drain();
    const { id } = await api('POST', '/v1/leads', {
      firstName: 'Zoé',
      lastName: 'Marchand',
      email: 'zoe@m.example',
    });

    await page.goto(`${system.url}/console/incoming`);
    await page.getByRole('button', { name: like('Assign: {name}', { name: /.*\+33199000001/ }) }).click();
    await check();
    await page.getByRole('combobox', { name: t('Lead') }).fill('zoe@m.example');
    await page.getByRole('option', { name: /Zoé Marchand/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('Assign') })
      .click();
    await page.getByText(t('It stands with the lead now.')).waitFor();
    await page.getByRole('button', { name: like('Dismiss: {name}', { name: /.*\+33199000002/ }) }).click();
    await page.getByText(t('Nothing waits to be assigned')).waitFor();
    await page.getByRole('combobox', { name: t('State') }).selectOption('taken');
    await page.waitForURL(/state=taken/);
    await page.getByRole('link', { name: 'Zoé Marchand' }).waitFor();
    await check();
    const events = await api('GET', '/v1/incoming-events?state=ignored');
    const phones = events.items.map(({ phone }: { phone: string }) => phone);
    assert.ok(phones.includes('+33199000002') && !phones.includes('+33199000001'));
    const { items: history } = await api('GET', `/v1/leads/${id}/activities`);
    const told = history.flatMap(({ events: all }: any) => all.map(({ event }: any) => event.recording));
    assert.ok(told.includes(recordingUrl));
    await page.goto(`${system.url}/console/leads/${id}`);
    const recording = page.getByRole('link', { name: t('Listen to the recording') });
    await recording.waitFor();
    const attributes = ['href', 'target', 'rel'].map((name) => recording.getAttribute(name));
    assert.deepEqual(await Promise.all(attributes), [recordingUrl, '_blank', 'noopener noreferrer']);
    await check();
  });
});
