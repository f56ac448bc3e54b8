import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { organisation } from '#infra/local/names.ts';
import type { System } from '#infra/local/system.ts';
import { openConsole } from './console.ts';
import { connectStandIn, mapSalesforce } from './stand-ins.ts';

/** Changes a lead as it was read. */
async function changeLead(system: System, lead: { id: string; revision: number }, change: object) {
  const token = await system.token({ organisation, userId: 'admin', role: 'admin' });
  const { status } = await fetch(`${system.url}/v1/leads/${lead.id}`, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'if-match': `"${lead.revision}"`,
    },
    body: JSON.stringify(change),
  });
  assert.equal(status, 200);
}

describe('the console: connections', () => {
  test('B6: a super admin connects a CRM step by step, maps its fields with a preview, and sees how it fares', async () => {
    await using opened = await openConsole({ isNew: true, as: 'super-admin', path: '/connections' });
    const { page, system, api, check } = opened;
    await check();
    await page.getByRole('link', { name: 'Connect Salesforce' }).click();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    const domain = page.getByRole('textbox', { name: 'My Domain address' });
    await page.locator('[aria-invalid=true]').first().waitFor();
    assert.equal(await domain.getAttribute('aria-invalid'), 'true');
    await check();
    await page.getByRole('button', { name: 'Try with the stand-in' }).click();
    await page.getByText('1 of 4 steps done').waitFor();
    assert.equal(await page.getByText('Kept', { exact: true }).count(), 2);
    await page.getByRole('button', { name: 'Try the connection' }).click();
    await page.getByText('2 of 4 steps done').waitFor();
    await check();

    await page.getByRole('link', { name: 'Map the fields' }).click();
    const obvious = page.getByRole('button', { name: /obvious pair/ });
    await obvious.first().waitFor();
    while ((await obvious.count()) > 0) await obvious.first().click();
    await page.getByRole('button', { name: 'Add a pair' }).first().click();
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByText('Mend what is marked first.').waitFor();
    assert.equal(
      await page
        .getByRole('combobox', { name: 'Field of Salesforce', disabled: false })
        .and(page.locator('[aria-invalid=true]'))
        .count(),
      1,
    );
    await check();
    await page.getByRole('button', { name: 'Remove the pair of no field' }).click();
    await page.getByRole('combobox', { name: 'Who of the CRM becomes a lead' }).selectOption('all');
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByRole('list', { name: 'Records' }).getByText('New', { exact: true }).first().waitFor();
    await page.getByRole('tab', { name: 'Last hundred changes' }).click();
    await page.getByRole('button', { name: 'Dry run' }).click();
    await page.getByRole('button', { name: /^New \d+/ }).click();
    await check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The mapping is saved.').waitFor();
    const { status, fields } = await api('GET', '/v1/connections/salesforce/mapping');
    assert.equal(status.lead, 'Status');
    assert.ok(fields.some(({ ours }: { ours: string }) => ours === 'email'));

    await page.goto(`${system.url}/console/connections/salesforce?tab=set-up`);
    await page.getByRole('button', { name: 'Import everybody …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Import everybody' }).click();
    const pause = page.getByRole('listitem').getByRole('button', { name: 'Pause' });
    await pause.click();
    await page.getByText(/^Paused at 0 of about \d+, since/).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Go on' }).click();
    await pause.waitFor();
    await system.sweep();
    await page.getByText('4 of 4 steps done').waitFor();
    await check();
    await page.goto(`${system.url}/console/connections/salesforce?tab=health`);
    await page.getByText('Everything works.').waitFor();
    const read = page.getByRole('region', { name: 'What comes in' });
    await read.getByRole('row', { name: /^Leads/ }).waitFor();
    await check();
  });

  test('B6: a field that was deleted in the CRM is said with where to mend it, and what failed for it is tried again', async () => {
    await using opened = await openConsole({ isNew: true, as: 'admin', path: '/connections' });
    const { page, system, api, check } = opened;
    const { driver } = system.standIns.salesforce;
    await connectStandIn(opened, 'salesforce');
    await mapSalesforce(opened, [{ object: 'lead', ours: 'title', theirs: 'Title', direction: 'both' }]);
    await system.sweep();
    driver.seed('Lead', {
      LastName: 'Ana',
      Email: 'ana@web.example',
      Company: 'Web',
      Status: 'Open - Not Contacted',
    });
    await system.sweep();
    const { items } = await api('GET', '/v1/leads?email=ana@web.example');
    driver.removeField('Lead', 'Title');
    await changeLead(system, items[0], { title: 'Director' });
    // The system works by itself too: the write is refused once nobody else holds the connection.
    const failed = async () => (await api('GET', '/v1/connections/salesforce/writes')).items.length > 0;
    for (let turns = 0; turns < 20 && !(await failed()); turns += 1) {
      await system.drain();
      await system.sweep();
    }

    await page.goto(`${system.url}/console/connections/salesforce?tab=health`);
    await page.getByText('The mapping no longer fits the CRM.').waitFor();
    // Whoever is no super admin mends a mapping, and neither pauses nor disconnects.
    assert.equal(await page.getByRole('button', { name: 'Disconnect' }).count(), 0);
    await check();
    await page.getByRole('link', { name: '1 to be retried' }).click();
    await page.getByText('Title becomes “Director”').waitFor();
    await page.getByRole('button', { name: /^Try again: / }).waitFor();
    await check();
    await page.getByRole('button', { name: 'Try all again' }).click();
    await page.getByText('1 is tried again.').waitFor();
    await page.getByRole('tab', { name: 'How it fares' }).click();
    await page.getByRole('link', { name: 'Mend the mapping' }).click();
    const gone = page.getByRole('combobox', { name: 'Field of Salesforce' }).last();
    await page.getByRole('option', { name: 'Title – is gone' }).waitFor({ state: 'attached' });
    assert.equal(await gone.inputValue(), 'Title');
    await check();
  });

  test('B6: the address of a service is shown once and renewed, and pausing and disconnecting say what follows', async () => {
    await using opened = await openConsole({
      unconnected: true,
      as: 'super-admin',
      path: '/connections/calendly',
    });
    const { page, api, check } = opened;
    await page.getByRole('button', { name: 'Try with the stand-in' }).click();
    const address = page.getByText(/\/in\/calendly\//);
    await address.waitFor();
    const before = await address.textContent();
    await check();
    await page.getByRole('button', { name: 'Make a new address' }).click();
    await page.getByRole('dialog').getByText('The one before is closed at once').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Make a new address' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.notEqual(await address.textContent(), before);
    await page.reload();
    await page.getByRole('tab', { name: 'Set-up' }).waitFor();
    assert.equal(await address.count(), 0);

    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Let it go on' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('dialog').getByText('Its credentials are removed for good.').waitFor();
    await check();
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('link', { name: 'Connect Calendly' }).waitFor();
    const { items } = await api('GET', '/v1/connections');
    assert.ok(items.every(({ connected }: { connected: boolean }) => !connected));
  });

  test('B1: a workflow that writes a status says what is missing, and then offers the values of the CRM', async () => {
    await using opened = await openConsole({ unconnected: true, as: 'super-admin', path: '/workflows/new' });
    const { page, system, api, check } = opened;
    const addAction = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Add an action' }).click();
      await page.getByRole('menuitem', { name: 'Change the status in the CRM' }).click();
    };
    await addAction();
    await page.getByRole('link', { name: 'Connect a CRM' }).waitFor();
    await check();
    await connectStandIn(opened, 'salesforce');
    await page.goto(`${system.url}/console/workflows/new`);
    await addAction();
    await page.getByRole('link', { name: 'Map the status fields' }).waitFor();
    await mapSalesforce(opened);
    await page.goto(`${system.url}/console/workflows/new`);
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Answered');
    await addAction();
    await page.getByLabel('Status of the account (optional)').selectOption('Not interested');
    await page.getByLabel('Status of the lead (optional)').selectOption('Closed - Converted');
    await page.getByText('The lead is converted in the CRM, once.').waitFor();
    await check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL(/\/console\/workflows\/lead-replied/);
    const { actions } = await api('GET', '/v1/workflows/lead-replied');
    assert.deepEqual(actions, [
      {
        type: 'change-integration-status',
        accountStatus: 'Not interested',
        leadStatus: 'Closed - Converted',
      },
    ]);
    await check();
  });
});
