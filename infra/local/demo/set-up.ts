import * as z from 'zod';
import type { ApiClient } from './api-client.ts';
import type { Plan } from './plan.ts';

const anything = z.unknown();
const revised = z.object({ revision: z.int() });

/**
 * Makes what the plan names through the API, in the order in which one thing needs another. `admin`: whoever does so,
 * whose record must say so too.
 */
export async function setUp(api: ApiClient, plan: Plan, admin: string): Promise<void> {
  await api.call('PATCH', '/v1/settings/organisation', anything, {
    body: plan.organisation,
    what: 'organisation',
  });
  for (const [id, { settings, ...group }] of Object.entries(plan.groups)) {
    await api.call('PUT', `/v1/groups/${id}`, anything, { body: group, what: `group ${id}` });
    await exception(api, `group.${id}`, settings);
  }
  for (const [id, { settings: _later, ...values }] of Object.entries(plan.users)) {
    const user = id === admin ? { ...values, role: 'admin' } : values;
    await api.call('PUT', `/v1/users/${id}`, anything, { body: user, what: `user ${id}` });
  }
  // Who stands in for whom needs everybody to be there.
  for (const [id, { settings }] of Object.entries(plan.users)) await exception(api, `user.${id}`, settings);
  for (const [id, template] of Object.entries(plan.templates)) {
    await api.call('PUT', `/v1/templates/${id}`, anything, { body: template, what: `template ${id}` });
  }
  const { id, name, ...draft } = plan.sequence;
  const { revision } = await api.call('PUT', `/v1/sequences/${id}`, revised, {
    body: { name, draft },
    what: `sequence ${id}`,
  });
  await api.call('POST', `/v1/sequences/${id}/publish`, anything, {
    headers: { 'if-match': `"${revision}"` },
    what: `sequence ${id}`,
  });
  for (const [index, suppression] of plan.suppressions.entries()) {
    const what = `suppression ${index + 1}`;
    await api.call('POST', '/v1/suppressions', anything, { body: suppression, what });
  }
  for (const [index, workflow] of plan.workflows.entries()) {
    const what = `workflow ${index + 1}`;
    await api.call('POST', '/v1/workflows', anything, { body: workflow, what });
  }
}

/** Has a receiver told of leads that are converted or disqualified (A14). */
export async function tellReceiver(api: ApiClient, buttons: Plan['webhooks'], url: string): Promise<void> {
  const { revision } = await api.call('GET', '/v1/settings/organisation', revised);
  const leadWebhooks = {
    convert: buttons.includes('convert') ? { url } : null,
    disqualify: buttons.includes('disqualify') ? { url } : null,
  };
  await api.call('PATCH', '/v1/settings/organisation', anything, {
    body: { leadWebhooks },
    headers: { 'if-match': `"${revision}"` },
    what: 'webhooks',
  });
}

async function exception(api: ApiClient, scope: string, settings: object | undefined): Promise<void> {
  if (settings === undefined) return;
  await api.call('PATCH', `/v1/settings/${scope}`, anything, {
    body: settings,
    what: `settings of ${scope}`,
  });
}
