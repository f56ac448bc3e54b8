import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { organisation } from '#infra/local/names.ts';
import type { System } from '#infra/local/system.ts';
import { test } from './in-two-languages.ts';
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
  test('B6: a super admin connects a CRM step by step, maps its fields with a preview, and sees how it fares', async (open) => {
    await using opened = await open({ isNew: true, as: 'super-admin', path: '/connections' });
    const { page, system, api, check, t, like } = opened;
    await check();
    await page.getByRole('link', { name: t('Connect {name}', { name: 'Salesforce' }) }).click();
    await page.getByRole('button', { name: t('Connect'), exact: true }).click();
    const domain = page.getByRole('textbox', { name: t('My Domain address') });
    await page.locator('[aria-invalid=true]').first().waitFor();
    assert.equal(await domain.getAttribute('aria-invalid'), 'true');
    await check();
    await page.getByRole('button', { name: t('Try with the stand-in') }).click();
    await page.getByText(t('{done} of {all} steps done', { done: 1, all: 4 })).waitFor();
    assert.equal(await page.getByText(t('Kept'), { exact: true }).count(), 2);
    await page.getByRole('button', { name: t('Try the connection') }).click();
    await page.getByText(t('{done} of {all} steps done', { done: 2, all: 4 })).waitFor();
    await check();

    await page.getByRole('link', { name: t('Map the fields') }).click();
    const obvious = page.getByRole('button', {
      name: like('{count, plural, one {Add the obvious pair} other {Add the # obvious pairs}}'),
    });
    await obvious.first().waitFor();
    while ((await obvious.count()) > 0) await obvious.first().click();
    await page
      .getByRole('button', { name: t('Add a pair') })
      .first()
      .click();
    await page.getByRole('button', { name: t('Preview') }).click();
    await page.getByText(t('Fix what is marked first.')).waitFor();
    assert.equal(
      await page
        .getByRole('combobox', { name: t('Field of {name}', { name: 'Salesforce' }), disabled: false })
        .and(page.locator('[aria-invalid=true]'))
        .count(),
      1,
    );
    await check();
    await page.getByRole('button', { name: t('Remove the pair of {name}', { name: t('no field') }) }).click();
    await page.getByRole('combobox', { name: t('Who of the CRM becomes a lead') }).selectOption('all');
    await page.getByRole('button', { name: t('Preview') }).click();
    await page
      .getByRole('list', { name: t('Records') })
      .getByText(t('New'), { exact: true })
      .first()
      .waitFor();
    await page.getByRole('tab', { name: t('Last hundred changes') }).click();
    await page.getByRole('button', { name: t('Dry run') }).click();
    await page.getByRole('button', { name: new RegExp(`^${t('New')} \\d+`) }).click();
    await check();
    await page.getByRole('button', { name: t('Save') }).click();
    await page.getByText(t('The mapping is saved.')).waitFor();
    const { status, fields } = await api('GET', '/v1/connections/salesforce/mapping');
    assert.equal(status.lead, 'Status');
    assert.ok(fields.some(({ ours }: { ours: string }) => ours === 'email'));

    await page.goto(`${system.url}/console/connections/salesforce?tab=set-up`);
    await page.getByRole('button', { name: t('Import everybody …') }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('Import everybody') })
      .click();
    const pause = page.getByRole('listitem').getByRole('button', { name: t('Pause') });
    await pause.click();
    await page.getByText(like('Paused at {count} of about {total}, since {when}.', { count: 0 })).waitFor();
    await page.reload();
    await page.getByRole('button', { name: t('Go on') }).click();
    await pause.waitFor();
    await system.sweep();
    await page.getByText(t('{done} of {all} steps done', { done: 4, all: 4 })).waitFor();
    await check();
    await page.goto(`${system.url}/console/connections/salesforce?tab=health`);
    await page.getByText(t('Everything works.')).waitFor();
    const read = page.getByRole('region', { name: t('What comes in') });
    await read.getByRole('row', { name: new RegExp(`^${t('Leads')}`) }).waitFor();
    await check();
  });

  test('B6: a field that was deleted in the CRM is said with where to mend it, and what failed for it is tried again', async (open) => {
    await using opened = await open({ isNew: true, as: 'admin', path: '/connections' });
    const { page, system, api, check, t, like } = opened;
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
    await page.getByText(t('The mapping no longer fits the CRM.')).waitFor();
    // Whoever is no super admin mends a mapping, and neither pauses nor disconnects.
    assert.equal(await page.getByRole('button', { name: t('Disconnect') }).count(), 0);
    await check();
    await page.getByRole('link', { name: t('{count} to be retried', { count: 1 }) }).click();
    await page.getByText('Title becomes “Director”').waitFor();
    await page.getByRole('button', { name: like('Try again: {name}') }).waitFor();
    await check();
    await page.getByRole('button', { name: t('Try all again') }).click();
    await page
      .getByText(t('{count, plural, one {# is tried again.} other {# are tried again.}}', { count: 1 }))
      .waitFor();
    await page.getByRole('tab', { name: t('How it fares') }).click();
    await page.getByRole('link', { name: t('Fix the mapping') }).click();
    const gone = page.getByRole('combobox', { name: t('Field of {name}', { name: 'Salesforce' }) }).last();
    await page
      .getByRole('option', { name: t('{name} – is gone', { name: 'Title' }) })
      .waitFor({ state: 'attached' });
    assert.equal(await gone.inputValue(), 'Title');
    await check();
  });

  test('B6: the address of a service is shown once and renewed, and pausing and disconnecting say what follows', async (open) => {
    await using opened = await open({
      unconnected: true,
      as: 'super-admin',
      path: '/connections/calendly',
    });
    const { page, api, check, t, like } = opened;
    await page.getByRole('button', { name: t('Try with the stand-in') }).click();
    const address = page.getByText(/\/in\/calendly\//);
    await address.waitFor();
    const before = await address.textContent();
    await check();
    await page.getByRole('button', { name: t('Make a new address') }).click();
    await page
      .getByRole('dialog')
      .getByText(
        like(
          'The one before is closed at once: what {name} sends to it from then on is refused, until you give it the new one.',
        ),
      )
      .waitFor();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('Make a new address') })
      .click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.notEqual(await address.textContent(), before);
    await page.reload();
    await page.getByRole('tab', { name: t('Set-up') }).waitFor();
    assert.equal(await address.count(), 0);

    await page.getByRole('button', { name: t('Pause') }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('Pause') })
      .click();
    await page.getByText(t('Paused'), { exact: true }).waitFor();
    await page.getByRole('button', { name: t('Let it go on') }).click();
    await page.getByRole('button', { name: t('Pause') }).waitFor();
    await page.getByRole('button', { name: t('Disconnect') }).click();
    await page.getByRole('dialog').getByText(t('Its credentials are removed for good.')).waitFor();
    await check();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('Disconnect') })
      .click();
    await page.getByRole('link', { name: t('Connect {name}', { name: 'Calendly' }) }).waitFor();
    const { items } = await api('GET', '/v1/connections');
    assert.ok(items.every(({ connected }: { connected: boolean }) => !connected));
  });

  test('B1: a workflow that writes a status says what is missing, and then offers the values of the CRM', async (open) => {
    await using opened = await open({ unconnected: true, as: 'super-admin', path: '/workflows/new' });
    const { page, system, api, check, t } = opened;
    const addAction = async (): Promise<void> => {
      await page.getByRole('button', { name: t('Add an action') }).click();
      await page.getByRole('menuitem', { name: t('Change the status in the CRM') }).click();
    };
    await addAction();
    await page.getByRole('link', { name: t('Connect a CRM') }).waitFor();
    await check();
    await connectStandIn(opened, 'salesforce');
    await page.goto(`${system.url}/console/workflows/new`);
    await addAction();
    await page.getByRole('link', { name: t('Map the status fields') }).waitFor();
    await mapSalesforce(opened);
    await page.goto(`${system.url}/console/workflows/new`);
    await page.getByRole('textbox', { name: t('Name'), exact: true }).fill('Answered');
    await addAction();
    await page.getByLabel(t('Status of the account (optional)')).selectOption('Not interested');
    await page.getByLabel(t('Status of the lead (optional)')).selectOption('Closed - Converted');
    await page.getByText(t('The lead is converted in the CRM, once. That cannot be undone there.')).waitFor();
    await check();
    await page.getByRole('button', { name: t('Save') }).click();
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
