import assert from 'node:assert/strict';
import { test } from './in-two-languages.ts';

test('a person sees the forecast and the warnings, and then enrols', async (open) => {
  await using opened = await open({ as: 'super-admin', path: '/enroll' });
  const { page, check, api, t, like } = opened;
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
    await page.getByLabel(t('Add a lead')).fill(name);
    await page.getByRole('option', { name }).click();
  }
  await page.getByText(t('{count, plural, one {# person} other {# people}}', { count: 2 })).waitFor();
  await page.getByLabel(t('Sequence')).selectOption('Visitors of the fair');
  await page.getByText(t('First message')).waitFor();
  await page.getByRole('heading', { name: t('Day by day') }).waitFor();
  await page.getByText(t('the lead has unsubscribed')).first().waitFor();
  await check();
  await page
    .getByRole('button', { name: like('Enrol {count, plural, one {# person} other {# people}}') })
    .click();
  await page.getByRole('heading', { name: t('Result') }).waitFor();
  await page
    .getByText(like('{count, plural, one {# person was enrolled} other {# people were enrolled}}'))
    .first()
    .waitFor();
  await check();
  const { items } = await api('GET', `/v1/enrollments?lead=${id}`);
  assert.deepEqual(
    items.map((each: any) => each.sequenceId),
    ['fair'],
  );
});
