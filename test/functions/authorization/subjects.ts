import type { Reply } from '#shared/domain/inbound/reply.ts';
import { uploadFile } from '#shared/domain/jobs/job-files.ts';
import { blankResponse } from '#shared/domain/surveys/response.ts';
import { mail } from '#test/support/api-with-sequence.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';
import { must, oneCall, type Owner, type Staff } from './staff.ts';

/** Things to ask about, each made anew for its owner; they answer with its id. */

/** A lead. */
export async function lead(staff: Staff, owner: Owner, values: object = {}): Promise<string> {
  const body = { email: `lead-${staff.next()}@example.com`, ...values };
  return (await must(staff.by(owner), 'POST', '/v1/leads', { body })).id;
}

/** An enrollment in the owner's name, of a lead of the owner's. */
export async function enrollment(staff: Staff, owner: Owner): Promise<string> {
  const body = { sequenceId: 'spring', leadId: await lead(staff, owner) };
  const { results } = await must(staff.by(owner), 'POST', '/v1/enrollments', { body });
  return results[0].enrollmentId;
}

/** A custom task on the owner's list. */
export async function task(staff: Staff, owner: Owner): Promise<string> {
  const body = { leadId: await lead(staff, owner), name: 'Call back', type: 'call' };
  return (await must(staff.by(owner), 'POST', '/v1/tasks', { body })).id;
}

/** An import of the owner's, with its file. */
export async function job(staff: Staff, owner: Owner): Promise<string> {
  const made = await must(staff.by(owner), 'POST', '/v1/jobs', { body: { kind: 'import-leads' } });
  const { id } = made.job;
  const file = uploadFile({ organisation: owner.organisation, id });
  staff.world.files.stored.set(file, new TextEncoder().encode('email\nana@example.com\n'));
  return id;
}

/** A template of the owner's: for the owner alone, or shared. */
export async function template(staff: Staff, owner: Owner, shared = false): Promise<string> {
  const id = `t-${staff.next()}`;
  await must(staff.by(owner), 'PUT', `/v1/templates/${id}`, { body: { ...mail, shared } });
  return id;
}

/** An account in which the owner has a lead. */
export async function account(staff: Staff, owner: Owner): Promise<string> {
  const id = `a-${staff.next()}`;
  await must(staff.by(owner), 'PUT', `/v1/accounts/${id}`, { body: { name: id } });
  await lead(staff, owner, { accountId: id });
  return id;
}

/** A record type of the organisation. */
export async function recordType(staff: Staff, owner: Owner): Promise<string> {
  const id = `r-${staff.next()}`;
  const body = { name: id, fields: [{ name: 'note', type: 'text' }] };
  await must(staff.admin(owner), 'PUT', `/v1/record-types/${id}`, { body });
  return id;
}

/** What an offer to a lead of the owner's is. */
export async function recordValues(staff: Staff, owner: Owner) {
  const leadId = await lead(staff, owner);
  return { typeId: 'offer', sourceId: `offer ${staff.next()}`, leadId, values: { status: 'sent' } };
}

/** An offer to a lead of the owner's. */
export async function record(staff: Staff, owner: Owner): Promise<string> {
  const body = await recordValues(staff, owner);
  return (await must(staff.by(owner), 'PUT', '/v1/records', { body })).id;
}

/** A filter that is not shared. */
export const filterOfLeads = {
  name: 'Contacts',
  over: 'leads',
  filter: { all: [{ field: 'lead.status', is: 'is', value: 'contact' }] },
  shared: false,
};

/** A filter of the owner's alone. */
export async function filter(staff: Staff, owner: Owner): Promise<string> {
  const id = `f-${staff.next()}`;
  await must(staff.by(owner), 'PUT', `/v1/filters/${id}`, { body: filterOfLeads });
  return id;
}

/** What a lead of nobody's answered to a mail in the owner's name. */
export async function reply(staff: Staff, { organisation, id: userId }: Owner): Promise<string> {
  const id = `reply${String(staff.next()).padStart(11, '0')}`;
  const answered: Reply = {
    ...{ organisation, id, revision: 1, kind: 'reply', subject: 'Re: Hello', text: 'Yes.', textCut: false },
    ...{ at: at('2027-03-01T07:00:00.000Z'), userId, expiresAt: 4_000_000_000, key: `mail-${id}` },
    files: [
      { name: 'plan.txt', type: 'text/plain', size: 3, part: { from: 0, length: 3, encoding: 'plain' } },
    ],
    outcome: { kind: 'stopped' },
    forwarded: { kind: 'off', why: 'setting' },
  };
  staff.world.files.stored.set(`mail-${id}`, new TextEncoder().encode('Hi.'));
  await staff.world.ports.store.replies.put(answered, 'absent');
  return id;
}

/** What went out to a lead of the owner's. */
export async function message(staff: Staff, owner: Owner): Promise<string> {
  const { organisation, id: userId } = owner;
  const id = `${await lead(staff, owner)}.care.1.s1`;
  const words = { subject: 'Hello', html: '<p>Hello</p>', text: 'Hello', cut: false };
  const sent = { organisation, id, revision: 1, channel: 'mail' as const, userId, to: 'ana@example.com' };
  const kept = { at: at('2027-03-01T07:00:00.000Z'), expiresAt: 4_000_000_000 };
  await staff.world.ports.store.sentMessages.put({ ...sent, ...words, ...kept }, 'absent');
  return id;
}

/** The news that a lead of the owner's was converted. */
export async function delivery(staff: Staff, owner: Owner): Promise<string> {
  const id = await lead(staff, owner);
  await must(staff.by(owner), 'POST', `/v1/leads/${id}/convert`);
  const { items } = await must(staff.by(owner), 'GET', '/v1/webhook-deliveries', { query: { lead: id } });
  return items[0].id;
}

/** A group of the organisation, without users. */
export async function group(staff: Staff, owner: Owner): Promise<string> {
  const id = `g-${staff.next()}`;
  await must(staff.admin(owner), 'PUT', `/v1/groups/${id}`, { body: { name: id } });
  return id;
}

/** A user of the organisation; as all of them, seen by everybody. */
export async function user(staff: Staff, owner: Owner): Promise<string> {
  const id = `u-${staff.next()}`;
  const body = { name: id, email: `${id}@acme.example`, zone: 'Europe/Paris' };
  await must(staff.admin(owner), 'PUT', `/v1/users/${id}`, { body });
  return id;
}

/** A published sequence of the organisation. */
export async function sequence(staff: Staff, owner: Owner): Promise<string> {
  const id = `s-${staff.next()}`;
  const admin = staff.admin(owner);
  await must(admin, 'PUT', `/v1/sequences/${id}`, { body: { name: id, draft: oneCall } });
  await must(admin, 'POST', `/v1/sequences/${id}/publish`, { headers: { 'if-match': '*' } });
  return id;
}

const rating = { id: 'nps', type: 'rating', scale: '0-10', satisfaction: true, compulsory: true };

/** A survey that can be published. */
export const surveyValues = {
  name: 'Happy',
  draft: { title: { en: 'How was it?' }, questions: [{ ...rating, text: { en: 'How happy?' } }] },
};

/** A published survey of the organisation. */
export async function survey(staff: Staff, owner: Owner): Promise<string> {
  const id = `q-${staff.next()}`;
  const admin = staff.admin(owner);
  await must(admin, 'PUT', `/v1/surveys/${id}`, { body: surveyValues });
  await must(admin, 'POST', `/v1/surveys/${id}/publish`, { headers: { 'if-match': '*' } });
  return id;
}

/** What a feedback sequence is, with a survey and a template of its own. */
export async function feedbackValues(staff: Staff, owner: Owner) {
  const template = `t-${staff.next()}`;
  const asking = {
    kind: 'mail',
    name: 'Ask',
    subject: 'How?',
    html: '<p>{{ survey.link }}</p>',
    shared: true,
  };
  await must(staff.admin(owner), 'PUT', `/v1/templates/${template}`, { body: asking });
  const settings = {
    survey: await survey(staff, owner),
    channel: 'mail',
    invitation: template,
    positiveFrom: 9,
  };
  return { name: 'Care', settings };
}

/** A feedback sequence of the organisation. */
export async function feedbackSequence(staff: Staff, owner: Owner): Promise<string> {
  const id = `f-${staff.next()}`;
  const body = await feedbackValues(staff, owner);
  await must(staff.admin(owner), 'PUT', `/v1/feedback-sequences/${id}`, { body });
  return id;
}

/** What a lead of the owner's answered to the survey `happy`. */
export async function response(staff: Staff, { organisation, id: userId }: Owner): Promise<string> {
  const leadId = `lead${String(staff.next()).padStart(12, '0')}`;
  const now = at('2027-03-01T08:00:00.000Z');
  const id = enrollmentNamed(`${leadId}.care.1`);
  const of = { organisation, id, leadId, sequenceId: 'care', userId, ownerId: userId, surveyId: 'happy' };
  const begun = {
    ...blankResponse({ ...of, employees: [] }, now),
    begunAt: now,
    surveyVersion: 1,
    revision: 1,
  };
  await staff.world.ports.store.responses.put(begun, 'absent');
  return id;
}

/** An entry of the suppression list of the organisation. */
export async function suppression(staff: Staff, owner: Owner): Promise<string> {
  const body = { email: `listed-${staff.next()}@example.com` };
  return (await must(staff.admin(owner), 'POST', '/v1/suppressions', { body })).id;
}

/** A hold of the owner's sending. */
export async function hold(staff: Staff, owner: Owner): Promise<string> {
  const id = `sender.${owner.id}.mail`;
  await must(staff.admin(owner), 'PUT', `/v1/holds/${id}`);
  return id;
}

/** What a workflow is, of a sequence of its own. */
export async function workflowValues(staff: Staff, owner: Owner) {
  return {
    name: 'Answered',
    sequenceId: await sequence(staff, owner),
    trigger: { type: 'lead-replied' },
    actions: [{ type: 'change-owner', userId: owner.id }],
  };
}

/** A workflow of the organisation. */
export async function workflow(staff: Staff, owner: Owner): Promise<{ id: string; values: object }> {
  const values = await workflowValues(staff, owner);
  return { id: (await must(staff.admin(owner), 'POST', '/v1/workflows', { body: values })).id, values };
}

/** What an automation is, with a filter of its own. */
export async function automationValues(staff: Staff, { organisation, id: createdBy }: Owner) {
  const filterId = `filter-${staff.next()}`;
  const now = at('2027-03-01T08:00:00.000Z');
  await staff.world.ports.store.filters.put(
    {
      organisation,
      id: filterId,
      revision: 1,
      name: 'Romanians',
      over: 'leads',
      filter: { field: 'lead.country', is: 'is', value: 'RO' },
      shared: true,
      createdBy,
      createdAt: now,
      changedAt: now,
    },
    'absent',
  );
  const step = { id: 'call', name: 'Call', action: 'task-for-user', delayDays: 1 };
  return { name: 'Romanians', filterId, steps: [step] };
}

/** An automation of the organisation, which is not active. */
export async function automation(staff: Staff, owner: Owner): Promise<string> {
  const id = `auto-${staff.next()}`;
  const body = await automationValues(staff, owner);
  await must(staff.admin(owner), 'PUT', `/v1/automations/${id}`, { body });
  return id;
}

/** A run of a workflow, which failed. */
export async function workflowRun(staff: Staff, { organisation, id: userId }: Owner): Promise<string> {
  const leadId = `lead${String(staff.next()).padStart(12, '0')}`;
  const now = at('2027-03-01T08:00:00.000Z');
  const id = `${leadId}.0123456789abcdef`;
  await staff.world.ports.store.workflowRuns.put(
    {
      organisation,
      id,
      revision: 1,
      leadId,
      workflowId: 'lead-replied',
      name: 'Answered',
      cause: {
        trigger: 'lead-replied',
        key: 'k1',
        organisation,
        leadId,
        activityId: 'a1',
        at: now,
        chain: [],
      },
      enrollmentIds: [enrollmentNamed(`${leadId}.spring.1`)],
      actions: [{ type: 'change-owner', userId }],
      outcomes: [],
      state: { status: 'failed', at: now, tries: 5 },
      startedAt: now,
      changedAt: now,
    },
    'absent',
  );
  return id;
}

/** The sending domain of the organisation, registered. */
export async function sendingDomain(staff: Staff, owner: Owner): Promise<object> {
  const body = { domain: 'acme.example', linkHost: 'go.acme.example', hostRecord: 'cname' };
  const { status } = await staff.admin(owner)('GET', '/v1/sending-domain');
  if (status === 404) await must(staff.admin(owner), 'PUT', '/v1/sending-domain', { body });
  return body;
}
