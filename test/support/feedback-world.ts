import assert from 'node:assert/strict';
import type { Context } from 'aws-lambda';
import { createApi } from '#test/support/create-api.ts';
import { createPublic } from '#functions/public/create-public.ts';
import type { HttpEvent } from '#functions/runtime/http-stack.ts';
import { plain } from '#shared/contracts/stored/codec.ts';
import type { OutgoingMail } from '#shared/domain/core/message.ts';
import { response, type Response } from '#shared/domain/surveys/response.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { Store } from '#shared/ports/store.ts';
import { answerSurvey } from '#shared/use-cases/surveys/answer-survey.ts';
import { followResponse } from '#shared/use-cases/surveys/follow-response.ts';
import { sendUserMail } from '#shared/use-cases/user-mails/send-user-mail.ts';
import { openSurvey } from '#shared/use-cases/surveys/open-survey.ts';
import { apiEvent, apiWorld, callersOf, type ApiAnswer, type As } from './api.ts';
import { at } from './at.ts';
import { memorySender, type MemorySender, type ProviderBehaviour } from './memory/memory-sender.ts';
import { memoryStore } from './memory/memory-store.ts';
import { seed, world, type World } from './world.ts';

/** A Monday, 9:00 in Paris. */
export const start = at('2027-03-01T08:00:00.000Z');

/** What a page answers. */
export type PageAnswer = { status: number; body: string; headers: Record<string, unknown> };

/** The engine, the API and the public pages of one organisation, over one store. */
export type FeedbackWorld = World & {
  store: Store;
  admin: As;
  as: (userId: string, role: 'admin' | 'manager' | 'user') => As;
  /** Mails to users. */
  told: MemorySender<OutgoingMail>;
  /** Follows the changes of responses, as the stream of the table brings them, each so many times. */
  follow: (times?: number) => Promise<void>;
  /** Opens an address, or sends a form to it. */
  open: (address: string, form?: Record<string, string | string[]>) => Promise<PageAnswer>;
};

const words = (en: string, fr?: string) => ({ en, ...(fr !== undefined && { fr }) });

/** A survey with a question of each type; its rating is the only one that is needed. */
export const surveyDraft = {
  title: words('How was it?', 'Comment était-ce ?'),
  questions: [
    {
      id: 'nps',
      type: 'rating',
      scale: '0-10',
      satisfaction: true,
      compulsory: true,
      text: words('Would you recommend us?', 'Nous recommanderiez-vous ?'),
      ends: { low: words('Never'), high: words('At once') },
      signal: { kind: 'warning', when: { is: 'at-most', value: 2 } },
    },
    {
      id: 'why',
      type: 'one-choice',
      compulsory: false,
      text: words('What counted most?'),
      choices: [
        { id: 'price', label: words('The price') },
        { id: 'time', label: words('The time', 'Le délai') },
      ],
    },
    {
      id: 'more',
      type: 'several-choices',
      compulsory: false,
      text: words('What else do you need?'),
      help: words('Choose as many as you like.'),
      choices: [
        { id: 'call', label: words('A call') },
        { id: 'quote', label: words('A quote') },
      ],
      signal: { kind: 'service-request', when: { is: 'one-of', choices: ['quote'] } },
    },
    { id: 'again', type: 'yes-no', compulsory: false, text: words('Would you buy again?') },
    { id: 'words', type: 'text', compulsory: false, text: words('Anything to say?', 'Un mot ?') },
  ],
};

const settings = {
  survey: 'happy',
  channel: 'mail',
  invitation: 'ask',
  reminders: 2,
  reminderDays: 3,
  betweenSequencesDays: 30,
  betweenSendsDays: 90,
  unhappyBelow: 7,
  positiveFrom: 9,
};

/**
 * Anne and Paul of Acme, the published survey `happy`, the feedback sequence `care` that asks it, and leads of Anne.
 *
 * @param of more settings of the sequence, and further sequences with theirs
 */
export async function feedbackWorld(
  of: {
    settings?: object;
    sequences?: Record<string, object>;
    leads?: Parameters<typeof seed>[1]['leads'];
    store?: Store;
    now?: Instant;
    organisation?: Parameters<typeof seed>[1]['settings'];
    /** What the provider does with mails to users. */
    toldBehave?: (call: number) => ProviderBehaviour;
  } = {},
): Promise<FeedbackWorld> {
  const changes: Response[] = [];
  const store =
    of.store ??
    memoryStore(({ table, item }) => {
      if (table === 'responses') changes.push(plain(response).decode(item));
    });
  const told = memorySender<OutgoingMail>(of.toldBehave);
  const w = world(of.now ?? start, undefined, store);
  await seed(w, {
    steps: [{}],
    ...(of.leads && { leads: of.leads }),
    ...(of.organisation && { settings: of.organisation }),
  });
  const api = apiWorld(of.now ?? start, store);
  const ports = { ...api.ports, ...w.ports, store, clock: w.clock };
  const as = callersOf(createApi({ ...ports, outgoing: async () => w.ports }));
  const pages = createPublic(
    () => Promise.reject(new Error('Nobody unsubscribes here')),
    () => Promise.reject(new Error('Nobody follows a link here')),
    async () => ({
      links: w.ports.links,
      now: () => w.clock.now(),
      open: (one) => openSurvey({ store }, one),
      answer: (request) => answerSurvey({ ...w.ports, store }, request),
    }),
    assert.ifError,
  );
  const open: FeedbackWorld['open'] = async (address, form) => {
    const { pathname, searchParams } = new URL(address, 'https://acme.example');
    const query = Object.fromEntries(searchParams);
    const fields = new URLSearchParams();
    for (const [name, values] of Object.entries(form ?? {}))
      for (const value of [values].flat()) fields.append(name, value);
    const event = apiEvent(form === undefined ? 'GET' : 'POST', pathname, { query });
    const sent = {
      ...event,
      pathParameters: {},
      ...(form !== undefined && { body: fields.toString() }),
    } as HttpEvent;
    const { statusCode = 200, body = '', headers = {} } = await pages(sent, { awsRequestId: 'r' } as Context);
    return { status: statusCode, body, headers };
  };

  const follow = async (times = 1): Promise<void> => {
    const now = w.clock.now();
    for (const change of changes.splice(0))
      for (let time = 0; time < times; time += 1) await followResponse({ ...w.ports, store }, change, now);
    const due = w.queue.userMails.filter((each) => each.at <= now);
    for (const one of due) w.queue.userMails.splice(w.queue.userMails.indexOf(one), 1);
    const ports = { store, mailer: told, queue: w.queue, addresses: w.ports.addresses };
    for (const { mail } of due) await sendUserMail(ports, mail, w.clock.now());
  };

  const admin = as('ada', 'admin');
  const paul = { name: 'Paul', email: 'paul@acme.example', zone: 'Europe/Paris', role: 'user' };
  await ok(admin('PUT', '/v1/users/paul', { body: paul }));
  const mail = {
    kind: 'mail',
    name: 'Ask',
    subject: '{{ survey.title }}',
    html: '<p>Hello {{ lead.firstName }}: {{ survey.ratings }} or <a href="{{ survey.link }}">here</a></p>',
    shared: true,
  };
  await ok(admin('PUT', '/v1/templates/ask', { body: mail }));
  const text = { kind: 'sms', name: 'Ask', text: 'How was it? {{ survey.link }}', shared: true };
  await ok(admin('PUT', '/v1/templates/ask-sms', { body: text }));
  await ok(admin('PUT', '/v1/surveys/happy', { body: { name: 'Happy', draft: surveyDraft } }));
  await ok(admin('POST', '/v1/surveys/happy/publish', { headers: { 'if-match': '*' } }));
  for (const [id, more] of Object.entries({ care: of.settings ?? {}, ...of.sequences })) {
    const body = { name: id, settings: { ...settings, ...more } };
    await ok(admin('PUT', `/v1/feedback-sequences/${id}`, { body }));
  }
  return { ...w, store, admin, as, open, told, follow };
}

async function ok(answer: Promise<ApiAnswer>): Promise<void> {
  const { status, body } = await answer;
  assert.ok(status < 300, JSON.stringify(body));
}

/** Invites leads, in Anne's name; says what became of each. */
export async function invite(
  { as }: Pick<FeedbackWorld, 'as'>,
  sequence: string,
  ...clients: (string | { leadId: string; employees: string[] })[]
): Promise<any[]> {
  const named = clients.map((client) => (typeof client === 'string' ? { leadId: client } : client));
  const { status, body } = await as('anne', 'user')(
    'POST',
    `/v1/feedback-sequences/${sequence}/invitations`,
    {
      body: { clients: named },
    },
  );
  assert.equal(status, 200, JSON.stringify(body));
  return body.results as any[];
}

/** The addresses of survey pages in the latest mail, the link first. */
export function surveyAddresses({ mailer }: Pick<FeedbackWorld, 'mailer'>, rank = -1): string[] {
  const html = mailer.sent.at(rank)?.message.html ?? '';
  const found = Array.from(html.matchAll(/href="([^"]*\/s\/[^"]*)"/g), ([, address = '']) => address);
  return found.toSorted((a, b) => a.length - b.length);
}

/** Says how an enrollment stands. */
export async function stateOf(w: FeedbackWorld, id: string) {
  const found = (await w.enrollments()).find((each) => each.id === id);
  assert.ok(found, id);
  return found.state;
}
