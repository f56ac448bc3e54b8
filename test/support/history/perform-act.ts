import assert from 'node:assert/strict';
import { stepKinds } from '#shared/domain/channels/step-types.ts';
import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import { enrollmentIdParts, type EnrollmentId } from '#shared/domain/kernel/enrollment-id.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import type { WholePorts } from '#shared/use-cases/core/engine-ports.ts';
import {
  pauseEnrollment,
  resolveUnknown,
  resumeEnrollment,
  stopEnrollment,
} from '#shared/use-cases/enrollments/change-enrollment.ts';
import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import { moveEnrollment } from '#shared/use-cases/enrollments/move-enrollment.ts';
import { ingestAutoReply, ingestReply } from '#shared/use-cases/inbound/ingest-reply.ts';
import { convertLead } from '#shared/use-cases/leads/convert-lead.ts';
import { sendByHand } from '#shared/use-cases/messages/send-by-hand.ts';
import { unsubscribeLead } from '#shared/use-cases/suppressions/unsubscribe-lead.ts';
import { completeTask, skipTask } from '#shared/use-cases/tasks/close-task.ts';
import { enrollmentNamed } from '../at.ts';
import { ORGANISATION as organisation, publish, SENDER, SEQUENCE } from '../world.ts';
import type { Act, ActKind } from './history.ts';
import { OTHER, type Lived } from './lived.ts';
import { tellOf } from './provider-event.ts';
import { enterAbsences, noteVersion } from './stage.ts';

/** An act that is about to be done: through these ports, on this enrollment where it is about one. */
type Acting = {
  lived: Lived;
  act: Act;
  ports: WholePorts;
  now: Instant;
  all: readonly Enrollment[];
  id: EnrollmentId;
};

const person = { kind: 'person', userId: SENDER } as const;

/** Does an act. @param on the enrollment that it is about; undefined: the act picks one */
export async function perform(lived: Lived, act: Act, ports: WholePorts, on?: EnrollmentId): Promise<void> {
  const all = (await lived.w.enrollments()).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const id = on ?? pickOf(all, act)?.id ?? enrollmentNamed('nobody.none.1');
  await performers[act.kind]({ lived, act, ports, now: lived.w.clock.now(), all, id });
}

/** Enrolls leads by a request of this number. */
export async function enroll(lived: Lived, ports: WholePorts, request: number, leadIds: string[]) {
  await enrollLeads(ports, {
    organisation,
    leadIds,
    sequenceId: SEQUENCE,
    userId: SENDER,
    by: SENDER,
    request: `request-${request}`,
    now: lived.w.clock.now(),
  });
}

const performers: Record<ActKind, (of: Acting) => Promise<unknown>> = {
  enroll: ({ lived, act: { vary, pick }, ports }) =>
    enroll(lived, ports, vary, [`l${pick % lived.history.leadZones.length}`]),
  pause: ({ ports, id, now }) => pauseEnrollment(ports, { organisation, id, because: person, now }),
  'pause-for': ({ ports, id, now, act: { vary } }) => {
    const until = plusMinutes(now, 1 + (vary % 5000));
    return pauseEnrollment(ports, { organisation, id, until, because: person, now });
  },
  resume: ({ ports, id, now }) => resumeEnrollment(ports, { organisation, id, because: person, now }),
  stop: ({ ports, id, now }) => stopEnrollment(ports, { organisation, id, because: person, now }),
  async move({ ports, id, now }) {
    if (enrollmentIdParts(id).sequenceId !== SEQUENCE) return;
    const moving = { organisation, id, sequenceId: OTHER, by: SENDER, because: person, now };
    await moveEnrollment(ports, moving);
  },
  unsubscribe: ({ ports, id, now }) =>
    unsubscribeLead(ports, {
      organisation,
      leadId: enrollmentIdParts(id).leadId,
      by: 'link',
      enrollmentId: id,
      now,
    }),
  convert: ({ ports, id, now }) =>
    convertLead(ports, {
      organisation,
      leadId: enrollmentIdParts(id).leadId,
      as: 'converted',
      by: SENDER,
      now,
    }),
  async reply(of) {
    const message = messageToAnswer(of);
    if (message !== undefined) await ingestReply(of.ports, { message, at: of.now, now: of.now });
  },
  async 'auto-reply'(of) {
    const message = messageToAnswer(of);
    if (message === undefined) return;
    const { now, act } = of;
    const until = act.vary % 2 === 0 ? undefined : plusMinutes(now, act.vary % 9000);
    await ingestAutoReply(of.ports, { message, at: now, until, now });
  },
  'complete-task': async (of) => {
    const task = await openTask(of);
    if (task === undefined) return;
    const closing = { organisation, id: task.id, by: SENDER, now: of.now };
    // Most mails and texts are sent from here, the others elsewhere.
    if (stepKinds[task.type].template !== 'task' && of.act.vary % 4 > 0)
      await sendByHand({ ...of.lived.w.ports, ...of.ports }, { ...closing, edits: {} });
    else await completeTask(of.ports, closing);
  },
  'skip-task': async (of) => {
    const task = await openTask(of);
    if (task !== undefined) await skipTask(of.ports, { organisation, id: task.id, by: SENDER, now: of.now });
  },
  async event({ lived, act, ports, now }) {
    const call = pickOf(
      lived.calls.filter(({ reached, channel }) => reached && channel === 'mail'),
      act,
    );
    if (call !== undefined) await tellOf(call, act.vary, ports, now);
  },
  async 'change-settings'({ lived, act: { vary } }) {
    const { w, history } = lived;
    const before = await w.ports.store.settings.get(organisation, 'organisation');
    lived.settings = vary % 2 === 0 ? history.changed : history.settings;
    const values = { mailDelay: { kind: 'none' as const }, maxMailsPerDay: null, ...lived.settings };
    const revision = (before?.revision ?? 0) + 1;
    await w.ports.store.settings.put({ organisation, scope: 'organisation', revision, values }, revision - 1);
    lived.absences = vary % 3 === 0 ? [] : history.absences;
    await enterAbsences(w, lived.absences);
  },
  async edit({ lived, act: { vary }, now }) {
    const { w, history, versions } = lived;
    const { store } = w.ports;
    const version = versions.size + 1;
    await publish(store, vary % 2 === 0 ? history.edited : history.steps, version, now);
    await noteVersion(lived, version);
    const sequence = await store.sequences.get(organisation, SEQUENCE);
    assert.ok(sequence);
    const revision = sequence.revision + 1;
    await store.sequences.put({ ...sequence, currentVersion: version, revision }, revision - 1);
  },
  async 'settle-unknown'({ lived, act, ports, now, all }) {
    const one = pickOf(
      all.filter(({ state }) => state.status === 'unknown'),
      act,
    );
    if (one?.state.status !== 'unknown') return;
    // This person has seen the recipient's mailbox.
    const key = `${one.id} ${one.state.step}`;
    const calls = lived.calls.filter((call) => call.key === key);
    const outcome = calls.some(({ reached }) => reached) ? ('sent' as const) : ('resend' as const);
    await resolveUnknown(ports, { organisation, id: one.id, outcome, by: SENDER, now });
    if (outcome === 'resend') for (const call of calls) call.settledAsLost = true;
  },
};

function pickOf<T>(candidates: readonly T[], { pick }: Act): T | undefined {
  return candidates[pick % Math.max(1, candidates.length)];
}

/** A mail or text that reached its lead; undefined: none that is picked. */
function messageToAnswer({ lived: { calls }, act: { pick } }: Acting) {
  const call = calls.filter(({ reached }) => reached)[pick % Math.max(1, calls.length)];
  if (call === undefined) return undefined;
  const [enrollment = '', step = ''] = call.key.split(' ');
  return { organisation, enrollment: enrollmentNamed(enrollment), step };
}

async function openTask({ lived, act }: Acting) {
  const tasks = await Array.fromAsync(lived.w.ports.store.tasks.scan());
  return pickOf(
    tasks.filter(({ status }) => status === 'open'),
    act,
  );
}
