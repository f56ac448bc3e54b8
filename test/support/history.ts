import assert from 'node:assert/strict';
import { enrollmentCodec } from '#shared/contracts/stored/enrollment.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { decodeTag } from '#shared/domain/provider-events/message-tags.ts';
import type { ProviderEventKind } from '#shared/domain/provider-events/provider-event.ts';
import { isOver, type Enrollment } from '#shared/domain/core/enrollment.ts';
import type { Instant, Zone } from '#shared/domain/kernel/instant.ts';
import type { Step } from '#shared/domain/sequences/step.ts';
import { stepKinds } from '#shared/domain/channels/step-types.ts';
import type { Absence, Settings } from '#shared/domain/settings/settings.ts';
import type { OutgoingMail, OutgoingSms, SendResult } from '#shared/domain/core/message.ts';
import {
  pauseEnrollment,
  resolveUnknown,
  resumeEnrollment,
  stopEnrollment,
} from '#shared/use-cases/enrollments/change-enrollment.ts';
import { completeTask, skipTask } from '#shared/use-cases/tasks/close-task.ts';
import { convertLead } from '#shared/use-cases/leads/convert-lead.ts';
import type { WholePorts } from '#shared/use-cases/core/engine-ports.ts';
import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import { ingestProviderEvent } from '#shared/use-cases/provider-events/ingest-provider-event.ts';
import { moveEnrollment } from '#shared/use-cases/enrollments/move-enrollment.ts';
import { sendByHand } from '#shared/use-cases/messages/send-by-hand.ts';
import { sweep } from '#shared/use-cases/reconciliation/sweep.ts';
import { ingestAutoReply, ingestReply } from '#shared/use-cases/inbound/ingest-reply.ts';
import { unsubscribeLead } from '#shared/use-cases/suppressions/unsubscribe-lead.ts';
import { ProcessDied, withFaults } from './memory/faults.ts';
import { memoryStore } from './memory/memory-store.ts';
import type { ProviderBehaviour } from './memory/memory-sender.ts';
import { ORGANISATION as organisation, publish, seed, SENDER, SEQUENCE, world, type World } from './world.ts';
import { enrollmentIdParts, type EnrollmentId } from '#shared/domain/kernel/enrollment-id.ts';
import { at, enrollmentNamed } from './at.ts';

/** What people, leads and the provider can do to a running sequence. */
export const acts = [
  'enroll',
  'pause',
  'pause-for',
  'resume',
  'stop',
  'move',
  'unsubscribe',
  'convert',
  'reply',
  'auto-reply',
  'complete-task',
  'skip-task',
  'event',
  'change-settings',
  'edit',
  'settle-unknown',
] as const;
/** One act: how many minutes after the one before, on which of the candidates, and a number to vary it by. */
export type Act = { kind: (typeof acts)[number]; after: number; pick: number; vary: number };

/** A history to live through. */
export type History = {
  zone: Zone;
  leadZones: (Zone | undefined)[];
  steps: Partial<Step>[];
  edited: Partial<Step>[];
  settings: Partial<Settings>;
  changed: Partial<Settings>;
  /** When the sender is away; entered at the start, or with the first change of settings. */
  absences: Absence[];
  enteredLate: boolean;
  /** Zone of the colleague who may stand in. */
  colleagueZone: Zone;
  acts: Act[];
  /** By number of call, around. */
  provider: ProviderBehaviour[];
  /** What happens while the provider is called, by number of call, around; undefined: nothing. */
  meanwhile: (Act | undefined)[];
  /** Wake-ups that come twice, late or never, and a death; undefined: each comes once, exactly. */
  chaos?: { twice: number; lateMinutes: number; lost: number; dieAt: number; before: boolean } | undefined;
};

/** One call of the provider, with what was stored at that moment. */
export type Call = {
  at: Instant;
  channel: 'mail' | 'sms';
  key: string;
  reached: boolean;
  refused: boolean;
  messageId: string;
  message: OutgoingMail | OutgoingSms;
  enrollment: Enrollment;
  /** In whose name, as whoever checks the call finds. */
  by?: string;
};

export type Lived = {
  w: World;
  calls: Call[];
  /** Every change of an enrollment, in order. */
  changes: Enrollment[];
  settings: () => Partial<Settings>;
  absences: () => Absence[];
  changedSettings: boolean;
  steps: (version: number) => Step[];
};

// A Monday, 10:00 in Paris.
const start = at('2027-03-22T09:00:00.000Z');
export const OTHER = 'autumn';
export const COLLEAGUE = 'paul';

/** Lives through a history; `onCall` sees each call of the provider before it is answered, `afterAct` each rest. */
export async function live(
  history: History,
  onCall: (lived: Lived, call: Call) => Promise<void>,
  afterAct: (lived: Lived) => Promise<void>,
): Promise<Lived> {
  const changes: Enrollment[] = [];
  const store = memoryStore(({ table, item }) => {
    if (table === 'enrollments') changes.push(enrollmentCodec.decode(item));
  });
  const w = world(start, undefined, store);
  let settings = history.settings;
  let absences = history.enteredLate ? [] : history.absences;
  let version = 1;
  const versions = new Map<number, Step[]>();
  const calls: Call[] = [];
  const lived: Lived = {
    w,
    calls,
    changes,
    settings: () => settings,
    absences: () => absences,
    changedSettings: history.acts.some(({ kind }) => kind === 'change-settings'),
    steps: (number) => versions.get(number) ?? [],
  };
  const leads = history.leadZones.map((zone, n) => ({ id: `l${n}`, zone }));
  await seed(w, { steps: history.steps, leads, settings, user: { zone: history.zone } });
  await addOtherSequence(w);
  await addColleague(w, history.colleagueZone);
  await enterAbsences(w, absences);
  const noteVersion = async (number: number) => {
    const stored = await store.versions.get(organisation, `${SEQUENCE}.${number}`);
    versions.set(number, stored?.steps ?? []);
  };
  await noteVersion(1);
  disturb(w, history);

  const provider = (channel: 'mail' | 'sms') => ({
    async send(message: OutgoingMail | OutgoingSms): Promise<SendResult> {
      const id = enrollmentNamed(decodeTag(message.tags['enrollment'] ?? '') ?? '');
      const behaviour = history.provider[calls.length % history.provider.length] ?? 'accept';
      const refused = typeof behaviour === 'object';
      const call: Call = {
        at: w.clock.now(),
        channel,
        key: `${id} ${message.tags['step']}`,
        reached: behaviour === 'accept' || behaviour === 'lose-answer',
        refused,
        messageId: `message-${calls.length + 1}`,
        message,
        enrollment: await w.enrollment(id),
      };
      await onCall(lived, call);
      calls.push(call);
      const meanwhile = history.meanwhile[calls.length % Math.max(1, history.meanwhile.length)];
      if (meanwhile !== undefined && meanwhile.kind !== 'change-settings' && meanwhile.kind !== 'edit') {
        await act(meanwhile, w.ports, id);
      }
      if (refused) return behaviour;
      if (behaviour === 'accept') return { kind: 'accepted', messageId: call.messageId };
      return { kind: 'unknown', code: 'TimeoutError', message: 'No answer in time' };
    },
  });
  w.ports.mailer = provider('mail');
  w.ports.sms = provider('sms');

  const person = { kind: 'person', userId: SENDER } as const;
  async function act({ kind, pick, vary }: Act, ports: WholePorts, on?: EnrollmentId): Promise<void> {
    const now = w.clock.now();
    const all = (await w.enrollments()).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const id = on ?? all[pick % Math.max(1, all.length)]?.id ?? enrollmentNamed('nobody.none.1');
    const { leadId } = enrollmentIdParts(id);
    switch (kind) {
      case 'enroll':
        await enroll(ports, vary, [`l${pick % leads.length}`]);
        return;
      case 'pause':
        await pauseEnrollment(ports, { organisation, id, because: person, now });
        return;
      case 'pause-for': {
        const until = plusMinutes(now, 1 + (vary % 5000));
        await pauseEnrollment(ports, { organisation, id, until, because: person, now });
        return;
      }
      case 'resume':
        await resumeEnrollment(ports, { organisation, id, because: person, now });
        return;
      case 'stop':
        await stopEnrollment(ports, { organisation, id, because: person, now });
        return;
      case 'move':
        if (id.split('.')[1] === SEQUENCE)
          await moveEnrollment(ports, {
            organisation,
            id,
            sequenceId: OTHER,
            by: SENDER,
            because: person,
            now,
          });
        return;
      case 'unsubscribe':
        await unsubscribeLead(ports, { organisation, leadId, by: 'link', enrollmentId: id, now });
        return;
      case 'convert':
        await convertLead(ports, { organisation, leadId, as: 'converted', by: SENDER, now });
        return;
      case 'reply':
      case 'auto-reply': {
        const call = calls.filter(({ reached }) => reached)[pick % Math.max(1, calls.length)];
        if (call === undefined) return;
        const [enrollment = '', step = ''] = call.key.split(' ');
        const message = { organisation, enrollment: enrollmentNamed(enrollment), step };
        if (kind === 'reply') await ingestReply(ports, { message, at: now, now });
        else {
          const until = vary % 2 === 0 ? undefined : plusMinutes(now, vary % 9000);
          await ingestAutoReply(ports, { message, at: now, until, now });
        }
        return;
      }
      case 'complete-task':
      case 'skip-task': {
        const tasks = (await Array.fromAsync(w.ports.store.tasks.scan())).filter(
          ({ status }) => status === 'open',
        );
        const task = tasks[pick % Math.max(1, tasks.length)];
        if (task === undefined) return;
        const closing = { organisation, id: task.id, by: SENDER, now };
        // Most mails and texts are sent from here, the others elsewhere.
        if (kind === 'complete-task' && stepKinds[task.type].template !== 'task' && vary % 4 > 0) {
          await sendByHand({ ...w.ports, ...ports }, { ...closing, edits: {} });
          return;
        }
        await (kind === 'complete-task' ? completeTask(ports, closing) : skipTask(ports, closing));
        return;
      }
      case 'event': {
        const reached = calls.filter((call) => call.reached && call.channel === 'mail');
        const call = reached[pick % Math.max(1, reached.length)];
        if (call !== undefined) await providerEvent(ports, call, vary, now);
        return;
      }
      case 'change-settings': {
        const before = await w.ports.store.settings.get(organisation, 'organisation');
        settings = vary % 2 === 0 ? history.changed : history.settings;
        const values = { mailDelay: { kind: 'none' as const }, maxMailsPerDay: null, ...settings };
        const revision = (before?.revision ?? 0) + 1;
        await w.ports.store.settings.put(
          { organisation, scope: 'organisation', revision, values },
          revision - 1,
        );
        absences = vary % 3 === 0 ? [] : history.absences;
        await enterAbsences(w, absences);
        return;
      }
      case 'edit': {
        version += 1;
        await publish(w.ports.store, vary % 2 === 0 ? history.edited : history.steps, version, now);
        await noteVersion(version);
        const sequence = await w.ports.store.sequences.get(organisation, SEQUENCE);
        assert.ok(sequence);
        const revision = sequence.revision + 1;
        await w.ports.store.sequences.put({ ...sequence, currentVersion: version, revision }, revision - 1);
        return;
      }
      case 'settle-unknown': {
        const unknown = all.filter(({ state }) => state.status === 'unknown');
        const one = unknown[pick % Math.max(1, unknown.length)];
        if (one?.state.status !== 'unknown') return;
        // This person has seen the recipient's mailbox.
        const { step } = one.state;
        const arrived = calls.some(({ key, reached }) => reached && key === `${one.id} ${step}`);
        const outcome = arrived ? ('sent' as const) : ('resend' as const);
        await resolveUnknown(ports, { organisation, id: one.id, outcome, by: SENDER, now });
        return;
      }
    }
  }

  const enroll = (ports: WholePorts, request: number, leadIds: string[]) =>
    enrollLeads(ports, {
      organisation,
      leadIds,
      sequenceId: SEQUENCE,
      userId: SENDER,
      by: SENDER,
      request: `request-${request}`,
      now: w.clock.now(),
    });

  const { chaos } = history;
  const fault = chaos && { call: chaos.dieAt, when: chaos.before ? ('before' as const) : ('after' as const) };
  await enroll(
    w.ports,
    -1,
    leads.map(({ id }) => id),
  );
  let dies = chaos === undefined ? -1 : chaos.dieAt % (history.acts.length + 1);
  for (const each of history.acts) {
    await w.run(plusMinutes(w.clock.now(), each.after), fault);
    dies -= 1;
    if (chaos === undefined || dies !== 0) await act(each, w.ports);
    else
      await dieAndRepeat((ports) => act(each, ports), w, {
        call: 1 + (chaos.dieAt % 13),
        when: fault?.when ?? 'after',
      });
    await afterAct(lived);
  }
  await w.run(plusMinutes(w.clock.now(), 1), fault);
  if (chaos !== undefined) {
    w.ports.scheduler = w.scheduler;
    for (let hour = 0; hour < 30; hour += 1) {
      await w.run(plusMinutes(w.clock.now(), 60), fault);
      await sweep(w.ports, w.clock.now());
    }
  }
  await afterAct(lived);
  return lived;
}

/** What a person asked for dies half-way, and is asked for again. */
async function dieAndRepeat(
  work: (ports: WholePorts) => Promise<void>,
  w: World,
  plan: { call: number; when: 'before' | 'after' },
): Promise<void> {
  try {
    await work(withFaults(w.ports, plan, ['clock', 'ids', 'links', 'addresses']).ports);
  } catch (error) {
    if (!(error instanceof ProcessDied)) throw error;
    await work(w.ports);
  }
}

async function providerEvent(ports: WholePorts, call: Call, vary: number, now: Instant): Promise<void> {
  const kinds: ProviderEventKind[] = [
    'sent',
    'delivered',
    'opened',
    'bounced',
    'bounced',
    'complained',
    'delivered',
  ];
  const kind = kinds[vary % kinds.length] ?? 'sent';
  const [enrollment = '', step = ''] = call.key.split(' ');
  const event = {
    kind,
    at: now,
    messageId: call.messageId,
    recipient: [call.message.to],
    tags: {
      organisation,
      enrollment: enrollmentNamed(enrollment),
      step,
      attempt: Number(call.message.tags['attempt']),
    },
    ...(kind === 'bounced' && { bounce: { permanent: vary % 2 === 0, type: '', subType: '' } }),
  };
  await ingestProviderEvent(ports, event, now, organisation);
  if (vary % 3 === 0) await ingestProviderEvent(ports, event, now, organisation);
}

/** Wake-ups that come twice, late or not at all. */
function disturb(w: World, { chaos }: History): void {
  if (chaos === undefined) return;
  const { scheduler } = w.ports;
  let made = 0;
  w.ports.scheduler = {
    ...scheduler,
    create: async (entry) => {
      made += 1;
      if (chaos.lost > 0 && made % (chaos.lost + 3) === 0) return 'created';
      if (chaos.twice > 0 && made % chaos.twice === 0)
        await scheduler.create({ ...entry, name: `${entry.name}.b` });
      const late = chaos.lateMinutes > 0 && made % 5 === 0;
      return scheduler.create(late ? { ...entry, at: plusMinutes(entry.at, chaos.lateMinutes) } : entry);
    },
  };
}

async function addColleague({ ports: { store } }: World, zone: Zone): Promise<void> {
  const user = await store.users.get(organisation, SENDER);
  assert.ok(user);
  await store.users.put({ ...user, id: COLLEAGUE, name: 'Paul', email: 'paul@acme.example', zone }, 'absent');
}

async function enterAbsences({ ports: { store } }: World, absences: Absence[]): Promise<void> {
  const scope = `user.${SENDER}`;
  const before = await store.settings.get(organisation, scope);
  const revision = (before?.revision ?? 0) + 1;
  await store.settings.put(
    { organisation, scope, revision, values: { absences } },
    before?.revision ?? 'absent',
  );
}

async function addOtherSequence({ ports: { store } }: World): Promise<void> {
  const step = { id: 'o1', name: 'Other', type: 'automated-mail', templateId: 'mail' } as const;
  await store.versions.put(
    {
      organisation,
      sequenceId: OTHER,
      version: 1,
      revision: 1,
      steps: [{ ...step, wait: { amount: 3, unit: 'hours' } }],
      publishedAt: start,
      publishedBy: SENDER,
    },
    'absent',
  );
  const sequence = await store.sequences.get(organisation, SEQUENCE);
  assert.ok(sequence);
  await store.sequences.put({ ...sequence, id: OTHER, name: 'Autumn' }, 'absent');
}

/**
 * What each enrollment that is not over still has before it (F4); undefined: nothing, it is lost. Where wake-ups were
 * lost on the way, those of more than an hour from now are the next sweep's.
 */
export async function futureOf(
  w: World,
  { id, revision, state, claim }: Enrollment,
  swept: boolean,
): Promise<string | undefined> {
  const wakeUps = [...w.scheduler.entries(), ...w.queue.wakeUps].map(({ wakeUp }) => wakeUp);
  const woken = wakeUps.some(
    (one) => one.kind === 'step' && one.enrollment === id && one.revision === revision,
  );
  const later = (at: Instant) => swept && at > plusMinutes(w.clock.now(), 60);
  switch (state.status) {
    case 'scheduled':
      return woken || later(state.at) ? 'wake-up' : undefined;
    case 'backlogged':
      return wakeUps.some((one) => one.kind === 'lane' && one.lane === state.lane) ? 'opening' : undefined;
    case 'waiting':
      return (await w.ports.store.tasks.get(organisation, state.taskId))?.status === 'open'
        ? 'task'
        : undefined;
    case 'unknown':
    case 'sending':
      return claim?.step === state.step ? 'claim' : undefined;
    case 'paused':
      return state.until === undefined || woken || later(state.until) ? 'pause' : undefined;
    case 'stopped':
    case 'finished':
      return isOver(state) ? 'over' : undefined;
  }
}
