import * as z from 'zod';
import { RefusedError, type ApiClient } from './api-client.ts';
import type { Plan, WrittenPlan } from './plan.ts';
import type { PlanPath, PlanSource } from './plan-source.ts';

const anything = z.unknown();
const revised = z.object({ revision: z.int() });

/**
 * Makes what the plan names through the API, in the order in which one thing needs another. `admin`: whoever does so,
 * whose record must say so too, as `role`. Throws UserFileError, with the line of each value that the API refuses.
 */
export async function setUp(
  api: ApiClient,
  { plan, source }: WrittenPlan,
  admin: string,
  role: 'admin' | 'super_admin' = 'admin',
): Promise<void> {
  const made = makerOf(api, source);
  const exception = async (scope: string, settings: object | undefined, at: PlanPath): Promise<void> => {
    if (settings !== undefined) await made('PATCH', `/v1/settings/${scope}`, settings, [...at, 'settings']);
  };
  await made('PATCH', '/v1/settings/organisation', plan.organisation, ['organisation']);
  for (const [id, { settings, ...group }] of Object.entries(plan.groups)) {
    await made('PUT', `/v1/groups/${id}`, group, ['groups', id]);
    await exception(`group.${id}`, settings, ['groups', id]);
  }
  for (const [id, { settings: _later, ...values }] of Object.entries(plan.users)) {
    const user = id === admin && values['role'] !== 'super_admin' ? { ...values, role } : values;
    await made('PUT', `/v1/users/${id}`, user, ['users', id]);
  }
  // Who stands in for whom needs everybody to be there.
  for (const [id, { settings }] of Object.entries(plan.users))
    await exception(`user.${id}`, settings, ['users', id]);
  for (const [id, template] of Object.entries(plan.templates))
    await made('PUT', `/v1/templates/${id}`, template, ['templates', id]);
  const { id, name, ...draft } = plan.sequence;
  await makeSequence(made, id, { name, draft }, ['sequence']);
  for (const [index, suppression] of plan.suppressions.entries())
    await made('POST', '/v1/suppressions', suppression, ['suppressions', index]);
  for (const [index, workflow] of plan.workflows.entries())
    await made('POST', '/v1/workflows', workflow, ['workflows', index]);
  const switched = async (path: string, body: unknown, at: PlanPath, verb: string): Promise<void> => {
    const { revision: drafted } = revised.parse(await made('PUT', path, body, at));
    await made('POST', `${path}/${verb}`, verb === 'activate' ? {} : undefined, at, {
      'if-match': `"${drafted}"`,
    });
  };
  for (const [of, filter] of Object.entries(plan.filters))
    await made('PUT', `/v1/filters/${of}`, filter, ['filters', of]);
  for (const [of, automation] of Object.entries(plan.automations))
    await switched(`/v1/automations/${of}`, automation, ['automations', of], 'activate');
  for (const [of, survey] of Object.entries(plan.surveys))
    await switched(`/v1/surveys/${of}`, survey, ['surveys', of], 'publish');
  for (const [of, feedback] of Object.entries(plan.feedbackSequences))
    await made('PUT', `/v1/feedback-sequences/${of}`, feedback, ['feedbackSequences', of]);
}

/** Makes a sequence and publishes it. */
export async function makeSequence(made: Maker, id: string, body: object, at: PlanPath): Promise<void> {
  const { revision } = revised.parse(await made('PUT', `/v1/sequences/${id}`, body, at));
  await made('POST', `/v1/sequences/${id}/publish`, undefined, at, { 'if-match': `"${revision}"` });
}

/** Makes a part of a plan through the API. */
export type Maker = (
  method: string,
  path: string,
  body: unknown,
  at: PlanPath,
  headers?: Record<string, string>,
) => Promise<unknown>;

/** Calls the API with a part of a plan; a refusal says where in the plan it is. */
export function makerOf(api: ApiClient, source: PlanSource): Maker {
  return async (method, path, body, at, headers = {}) => {
    try {
      return await api.call(method, path, anything, { body, headers, what: at.join(' ') });
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      const problems = error.errors.map(({ path: of, message }) => ({
        path: [...at, ...inPlan(of)],
        message,
      }));
      throw source.error(problems.length > 0 ? problems : [{ path: at, message: error.message }]);
    }
  };
}

/** The path of a value in its part of the plan: what the API has as the draft of a sequence stands in it directly. */
function inPlan(path: string): string[] {
  return path.split('.').filter((part, index) => part !== '' && !(index === 0 && part === 'draft'));
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
