import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openConsole } from './console.ts';

test('a person sees the forecast and the warnings, and then enrols', async () => {
  await using opened = await openConsole({ as: 'super-admin', path: '/enroll' });
  const { page, check, api } = opened;
  const { id } = await api('POST', '/v1/leads', {
    firstName: 'Nina',
    lastName: 'Weber',
    email: 'nina@enrol.example',
  });
  await api('POST', '/v1/leads', { firstName: 'Otto', lastName: 'Weber', email: 'otto@enrol.example' });
  const { id: gone } = await api('POST', '/v1/leads', {
    firstName: 'Paul',
    lastName: 'Weber',
    email: 'paul@enrol.example',
  });
  await api('POST', `/v1/leads/${gone}/unsubscribe`);
  for (const name of ['Nina Weber', 'Paul Weber']) {
    await page.getByLabel('Add a lead').fill(name);
    await page.getByRole('option', { name }).click();
  }
  await page.getByText('2 people').waitFor();
  await page.getByLabel('Sequence').selectOption('Visitors of the fair');
  await page.getByText('First message').waitFor();
  await page.getByRole('heading', { name: 'Day by day' }).waitFor();
  await page
    .getByText(/the lead has unsubscribed/)
    .first()
    .waitFor();
  await check();
  await page.getByRole('button', { name: /^Enrol \d/ }).click();
  await page.getByRole('heading', { name: 'Result' }).waitFor();
  await page
    .getByText(/enrolled$/)
    .first()
    .waitFor();
  await check();
  const { items } = await api('GET', `/v1/enrollments?lead=${id}`);
  assert.deepEqual(
    items.map((each: any) => each.sequenceId),
    ['fair'],
  );
});
