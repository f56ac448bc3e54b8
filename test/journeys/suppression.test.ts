import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createApi } from '#test/support/create-api.ts';
import { createPublic } from '#functions/public/create-public.ts';
import type { HttpEvent } from '#functions/runtime/http-stack.ts';
import type { Role } from '#shared/domain/people/people.ts';
import { ingestProviderEvent } from '#shared/use-cases/provider-events/ingest-provider-event.ts';
import { unsubscribeLead } from '#shared/use-cases/suppressions/unsubscribe-lead.ts';
import { apiEvent, apiWorld, send, type As } from '#test/support/api.ts';
import { runJobs, startedJob } from '#test/support/jobs.ts';
import { ORGANISATION as organisation, seed, SENDER, SEQUENCE, world } from '#test/support/world.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';

// A Monday, 9:00 in Paris.
const start = at('2027-03-01T08:00:00.000Z');

/** The engine, the API, the public pages and the jobs of one organisation, in memory. */
async function acme() {
  const w = world(start);
  const api = apiWorld(start);
  const ports = { ...api.ports, ...w.ports, clock: w.clock, files: api.files };
  const handler = createApi({ ...ports, outgoing: async () => w.ports });
  const as =
    (userId: string, role: Role): As =>
    async (method, path, options = {}) => {
      const claims = {
        'custom:organisation': organisation,
        'custom:user_id': userId,
        'cognito:groups': `[${role}]`,
      };
      return send(handler, apiEvent(method, path, { ...options, claims }));
    };
  const pages = createPublic(
    async () => ({
      links: w.ports.links,
      now: () => w.clock.now(),
      lead: (...of) => w.ports.store.leads.get(...of),
      unsubscribe: (request) => unsubscribeLead(w.ports, request),
    }),
    () => Promise.reject(new Error('Nobody follows a link here')),
    () => Promise.reject(new Error('Nobody answers a survey here')),
    assert.ifError,
  );
  const open = async (method: string, url: string, body?: string): Promise<string> => {
    const path = new URL(url).pathname;
    const event = { ...apiEvent(method, path, {}), body, pathParameters: {} } as HttpEvent;
    const answer = await pages(event, { awsRequestId: 'request-1' } as never);
    assert.equal(answer.statusCode, 200, answer.body);
    return answer.body ?? '';
  };
  await seed(w, { steps: [{}, {}, {}], leads: [] });
  return {
    w,
    open,
    anne: as(SENDER, 'admin'),
    jobs: { ...api, ports: { ...ports, outgoing: async () => w.ports }, queue: w.queue, clock: w.clock, as },
  };
}

describe('nobody is written to who must not be', () => {
  test('D7, A7: from the list of the old tool to the last mail', async () => {
    const { w, open, anne, jobs } = await acme();
    const sentTo = () => w.mailer.sent.map(({ message }) => message.to.split('@')[0]);

    // The list of the old tool comes before the leads do.
    const old = 'Email,Reason,Date\nold@example.com,unsubscribe,2025-06-30 10:00:00\n';
    await startedJob(jobs, anne, old, { kind: 'import-suppressions' });
    assert.equal((await runJobs(jobs))?.progress.accepted, 1);
    await startedJob(
      jobs,
      anne,
      'email,first name\nold@example.com,Ol\nana@example.com,Ana\nbob@example.com,Bob\n',
    );
    assert.equal((await runJobs(jobs))?.progress.accepted, 3);
    const { body: all } = await anne('GET', '/v1/leads');
    const idOf = (name: string): string =>
      all.items.find(({ email }: { email: string }) => email === `${name}@example.com`).id;

    // Trying first: who will not be reached, since when, by which setting of whom.
    const body = { leadIds: ['old', 'ana', 'bob'].map(idOf), sequenceId: SEQUENCE };
    const { body: checked } = await anne('POST', '/v1/enrollments/check', { body });
    assert.deepEqual(
      checked.results.map(({ warnings }: { warnings: { reason: string; since: string }[] }) =>
        warnings.map(({ reason, since }) => `${reason} ${since}`),
      ),
      [['unsubscribed 2025-06-30T10:00:00.000Z'], [], []],
    );
    await anne('POST', '/v1/enrollments', { body });
    await w.run(at('2027-03-01T10:00:00.000Z'));
    assert.deepEqual(sentTo().toSorted(), ['ana', 'bob']);

    // Ana opens the link of her mail and presses the button; Bob's mail bounces.
    const mail = w.mailer.sent.find(({ message }) => message.to === 'ana@example.com')?.message;
    const url = /<(https:[^>]+)>/.exec(mail?.headers['List-Unsubscribe'] ?? '')?.[1] ?? '';
    assert.match(await open('GET', url), /<button/);
    assert.match(await open('POST', url, 'confirm=yes'), /ana@example\.com/);
    const tags = {
      organisation,
      enrollment: enrollmentNamed(`${idOf('bob')}.${SEQUENCE}.1`),
      step: 's1',
      attempt: 1,
    };
    const bounce = { permanent: true, type: 'Permanent', subType: 'NoEmail' };
    const common = {
      at: w.clock.now(),
      messageId: 'message-9',
      recipient: ['bob@example.com'],
      tags,
      bounce,
    };
    await ingestProviderEvent(w.ports, { kind: 'bounced', ...common }, w.clock.now(), organisation);
    await w.run(at('2027-03-08T10:00:00.000Z'));
    assert.equal(w.mailer.sent.length, 2);
    const { body: list } = await anne('GET', '/v1/suppressions');
    assert.deepEqual(
      list.items.map(({ address, reason }: Record<string, string>) => `${address} ${reason}`).toSorted(),
      ['ana@example.com unsubscribed', 'bob@example.com bounced', 'old@example.com unsubscribed'],
    );

    // Bob has a new address, and Ana asks to hear from us again.
    const { headers } = await anne('GET', `/v1/leads/${idOf('bob')}`);
    await anne('PATCH', `/v1/leads/${idOf('bob')}`, {
      body: { email: 'bob@new.example' },
      headers: { 'if-match': String(headers.etag) },
    });
    const ana = list.items.find(({ address }: { address: string }) => address === 'ana@example.com');
    const lifted = await anne('DELETE', `/v1/suppressions/${ana.id}`, { query: { note: 'Asked by mail' } });
    assert.equal(lifted.body.lifted.by, SENDER);
    await anne('POST', '/v1/enrollments', { body });
    await w.run(at('2027-03-08T12:00:00.000Z'));
    const latest = w.mailer.sent.slice(2).map(({ message }) => message.to);
    assert.deepEqual(latest.toSorted(), ['ana@example.com', 'bob@new.example']);
  });
});
