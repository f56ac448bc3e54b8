import { allowIn, BUYER, RULE, superAdmin } from '../crm/set-up.ts';
import { admin, type Stage } from '../stage.ts';
import { at, userOf, type Doings } from './acting.ts';

const path = '/v1/connections/salesforce';

/** What our people do with leads that the CRM knows, and with what is connected. */
export const connections = {
  async 'change-lead'(stage, { pick, vary }) {
    const lead = at(await leadsOfCrm(stage), pick);
    const user = at(stage.scenario.users, vary);
    if (lead === undefined || user === undefined) return;
    const changes = [
      [{ title: at([BUYER, 'Manager', 'Director'], pick) }, { title: 'Head of office' }],
      [{ lastName: `Ours-${vary % 50}` }, { lastName: `Ours-${(vary + 1) % 50}` }],
      [{ ownerId: user.id }],
    ];
    const [first, second] = at(changes, vary) ?? [];
    await changeLead(stage, lead, first);
    if (second === undefined || vary % 2 === 0) return;
    // Somebody thinks better of it.
    await new Promise<void>((resolve) => {
      stage.world.agenda.in(1_000 + (pick % 600) * 1_000, resolve);
    });
    await changeLead(stage, lead, second);
  },
  async 'skip-tasks'({ people, scenario }, { pick, vary }) {
    const user = at(scenario.users, pick);
    if (user === undefined) return;
    const { body } = await people.ask(userOf(user), 'GET', '/v1/tasks', { query: { limit: '100' } });
    const some: { id: string }[] = (body?.items ?? []).slice(0, 1 + (vary % 4));
    for (const { id } of some) await people.ask(userOf(user), 'POST', `/v1/tasks/${id}/skip`, { body: {} });
  },
  async 'go-on'(stage) {
    await goOn(stage);
  },
  async 'look-after-connections'(stage, { vary }) {
    await lookAfter(stage, vary % 2 === 0);
  },
  async 'pause-connection'({ people, world }, { pick, vary }) {
    const kind = at(['salesforce', 'generic', 'aircall'], pick) ?? '';
    await people.ask(superAdmin, 'POST', `/v1/connections/${kind}/pause`);
    await new Promise<void>((resolve) => {
      world.agenda.in((1 + (vary % 600)) * 60_000, resolve);
    });
    await people.ask(superAdmin, 'POST', `/v1/connections/${kind}/resume`);
  },
} satisfies Doings;

async function changeLead({ people }: Stage, lead: string, body: unknown): Promise<void> {
  const before = await people.ask(admin, 'GET', `/v1/leads/${lead}`);
  await people.ask(admin, 'PATCH', `/v1/leads/${lead}`, { body, headers: { 'if-match': before.etag ?? '' } });
}

/** Lets the rule go on with those that wait. */
export async function goOn({ people, history, world }: Stage): Promise<void> {
  const { body } = await people.ask(admin, 'GET', `/v1/crm-rules/${RULE}`);
  if (body?.asking === undefined) return;
  history.wentOn.push({ begun: world.order, at: world.agenda.now });
  await people.ask(admin, 'POST', `/v1/crm-rules/${RULE}/go-on`);
}

/** Connects the CRM again where it lets nobody in any more, and has what failed tried again. */
export async function lookAfter(stage: Stage, retries: boolean): Promise<void> {
  const { people } = stage;
  const { body } = await people.ask(superAdmin, 'GET', path);
  if (body?.health?.problem?.trouble === 'unauthorised' && stage.scenario.crm?.flow === 'web-server')
    await allowIn(stage);
  if (retries && body?.health?.toRetry > 0) await people.ask(superAdmin, 'POST', `${path}/retry-writes`);
}

async function leadsOfCrm({ world }: Stage): Promise<string[]> {
  const links = await Array.fromAsync(world.store.crmLinks.scan());
  return [
    ...new Set(links.flatMap(({ ours }) => (ours?.startsWith('lead.') === true ? [ours.slice(5)] : []))),
  ];
}
