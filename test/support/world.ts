import { isEnrollmentId } from '#shared/domain/kernel/enrollment-id.ts';
import { hmacLinkSigner } from '#shared/adapters/aws/hmac-link-signer.ts';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { Lead, User } from '#shared/domain/people/people.ts';
import type { Step } from '#shared/domain/sequences/step.ts';
import type { Settings } from '#shared/domain/settings/settings.ts';
import type { WakeUp } from '#shared/domain/lanes/wake-up.ts';
import type { OutgoingMail, OutgoingSms } from '#shared/domain/core/message.ts';
import type { LinkSigner } from '#shared/ports/link-signer.ts';
import type { Store } from '#shared/ports/store.ts';
import type { WholePorts } from '#shared/use-cases/core/engine-ports.ts';
import type { StepPorts } from '#shared/use-cases/messages/step-ports.ts';
import { workLane } from '#shared/use-cases/lanes/work-lane.ts';
import { ProcessDied, withFaults, type FaultPlan } from './memory/faults.ts';
import { memoryClock, type MemoryClock } from './memory/memory-clock.ts';
import { memoryIds } from './memory/memory-ids.ts';
import { memoryQueue, type MemoryQueue } from './memory/memory-queue.ts';
import { memoryScheduler, type MemoryScheduler } from './memory/memory-scheduler.ts';
import { memorySender, type MemorySender, type ProviderBehaviour } from './memory/memory-sender.ts';
import { memoryStore } from './memory/memory-store.ts';
import { anne } from './anne.ts';

export const ORGANISATION = 'acme';
export const SENDER = 'anne';
export const SEQUENCE = 'spring';

/** What running a step, and everything else, reaches outside through. */
export type WorldPorts = StepPorts & WholePorts & { links: LinkSigner };

/** A whole engine in memory: real use cases, a clock that jumps, and a queue that delivers again what failed. */
export type World = {
  clock: MemoryClock;
  ports: WorldPorts;
  scheduler: MemoryScheduler;
  queue: MemoryQueue;
  mailer: MemorySender<OutgoingMail>;
  sms: MemorySender<OutgoingSms>;
  /** Delivers wake-ups in order of time until an instant; `deaths`: the process dies once as planned. */
  run(until: Instant, fault?: FaultPlan): Promise<void>;
  /** Names of the port calls that workers made so far. */
  calls: string[];
  /** What each worker was given, batch by batch. */
  batches: WakeUp[][];
  /** Whether the planned death has happened. */
  died: () => boolean;
  enrollment(id: string): Promise<Enrollment>;
  enrollments(): Promise<Enrollment[]>;
};

/** After how long an unfinished delivery comes again, in seconds: the visibility timeout of the queue. */
const VISIBILITY_SECONDS = 180;

/** @param batchSize wake-ups that a worker is given at once */
export function world(
  start: Instant,
  behave?: (call: number) => ProviderBehaviour,
  store: Store = memoryStore(),
  batchSize = 10,
): World {
  const clock = memoryClock(start);
  const scheduler = memoryScheduler(clock);
  const queue = memoryQueue(clock);
  const mailer = memorySender<OutgoingMail>(behave);
  const sms = memorySender<OutgoingSms>();
  const ports: WorldPorts = {
    store,
    scheduler,
    queue,
    mailer,
    sms,
    ids: memoryIds(),
    links: hmacLinkSigner('a secret of the tests, thirty-two characters'),
    addresses: {
      from: 'sales@acme.example',
      replyDomain: 'reply.acme.example',
      publicUrl: 'https://acme.example',
      messageIdDomain: 'eu-west-1.amazonses.com',
    },
  };
  const calls: string[] = [];
  const batches: WakeUp[][] = [];
  let dead = false;
  const again: { at: Instant; wakeUp: WakeUp; group: string }[] = [];

  async function deliver(wakeUps: WakeUp[], group: string, fault: FaultPlan | undefined): Promise<void> {
    const plan = fault === undefined || dead ? undefined : { ...fault, call: fault.call - calls.length };
    const faulty = withFaults(ports, plan, ['clock', 'ids', 'links', 'addresses']);
    const now = clock.now();
    batches.push(wakeUps);
    try {
      const { results } = await workLane(faulty.ports, wakeUps, now);
      if (faulty.died()) throw new ProcessDied('a call whose failure does not matter');
      const retry = wakeUps.filter((_, index) => results[index] === 'retry');
      again.push(...retry.map((wakeUp) => ({ at: plusSeconds(now, VISIBILITY_SECONDS), wakeUp, group })));
    } catch (error) {
      if (!(error instanceof ProcessDied)) throw error;
      dead = true;
      again.push(...wakeUps.map((wakeUp) => ({ at: plusSeconds(now, VISIBILITY_SECONDS), wakeUp, group })));
    } finally {
      calls.push(...faulty.calls);
    }
  }

  async function workAtPresent(fault: FaultPlan | undefined): Promise<void> {
    for (;;) {
      const fired = queue.take(scheduler.due(clock.now()));
      const due = [...fired, ...queue.wakeUps.splice(0), ...takeDue(again, clock.now())];
      if (due.length === 0) return;
      for (const [group, inGroup] of Map.groupBy(due, (message) => message.group)) {
        for (let first = 0; first < inGroup.length; first += batchSize) {
          await deliver(
            inGroup.slice(first, first + batchSize).map(({ wakeUp }) => wakeUp),
            group,
            fault,
          );
        }
      }
    }
  }

  return {
    clock,
    ports,
    scheduler,
    queue,
    mailer,
    sms,
    calls,
    batches,
    died: () => dead,
    async run(until, fault) {
      for (;;) {
        await workAtPresent(fault);
        const next = [scheduler.entries()[0]?.at, ...again.map(({ at }) => at)]
          .filter((at) => at !== undefined)
          .toSorted((a, b) => a - b)[0];
        if (next === undefined || next > until) break;
        if (next > clock.now()) clock.set(next);
      }
      if (until > clock.now()) clock.set(until);
    },
    async enrollment(id) {
      const found = isEnrollmentId(id) ? await store.enrollments.get(ORGANISATION, id) : undefined;
      if (found === undefined) throw new Error(`No enrollment ${id}`);
      return found;
    },
    enrollments: () => Array.fromAsync(store.enrollments.scan()),
  };
}

function takeDue<T extends { at: Instant }>(waiting: T[], now: Instant): T[] {
  const due = waiting.filter(({ at }) => at <= now);
  for (const one of due) waiting.splice(waiting.indexOf(one), 1);
  return due;
}

/** A sender in Paris, a published sequence with these steps, its templates, and leads. */
export async function seed(
  { ports: { store }, clock }: World,
  of: {
    steps: Partial<Step>[];
    leads?: (Partial<Lead> & { id: string })[];
    settings?: Partial<Settings>;
    user?: Partial<User>;
  },
): Promise<void> {
  const organisation = ORGANISATION;
  const now = clock.now();
  await store.users.put({ ...anne, ...of.user }, 'absent');
  const values: Partial<Settings> = { mailDelay: { kind: 'none' }, maxMailsPerDay: null, ...of.settings };
  await store.settings.put({ organisation, scope: 'organisation', revision: 1, values }, 'absent');
  const template = {
    organisation,
    revision: 1,
    name: 'A template',
    fallbacks: {},
    ownerId: SENDER,
    shared: true,
    createdAt: now,
  };
  await store.templates.put(
    {
      ...template,
      id: 'mail',
      kind: 'mail',
      subject: 'Hello {{ lead.firstName }}',
      html: '<p>Hello {{ lead.firstName }}</p>',
      textFromHtml: 'Hello {{ lead.firstName }}',
    },
    'absent',
  );
  await store.templates.put(
    { ...template, id: 'sms', kind: 'sms', text: 'Hello {{ lead.firstName }}' },
    'absent',
  );
  await store.templates.put(
    { ...template, id: 'task', kind: 'task', text: 'Call {{ lead.firstName }}' },
    'absent',
  );
  await publish(store, of.steps, 1, now);
  await store.sequences.put(
    {
      organisation,
      id: SEQUENCE,
      revision: 1,
      name: 'Spring',
      status: 'active',
      draft: { steps: [] },
      currentVersion: 1,
      createdBy: SENDER,
      createdAt: now,
    },
    'absent',
  );
  for (const lead of of.leads ?? [{ id: 'lead1' }]) {
    await store.leads.put(
      {
        organisation,
        revision: 1,
        status: 'lead',
        ownerId: SENDER,
        firstName: 'Zoé',
        email: `${lead.id}@example.com`,
        phone: '+33612345678',
        fields: {},
        suppression: {},
        createdAt: now,
        ...lead,
      },
      'absent',
    );
  }
}

/** Writes a version of the sequence; steps get ids s1, s2 …, and templates by their type. */
export async function publish(
  store: StepPorts['store'],
  steps: Partial<Step>[],
  version: number,
  now: Instant,
): Promise<void> {
  const whole = steps.map((step, index): Step => {
    const type = step.type ?? 'automated-mail';
    const templateId =
      type === 'automated-sms' ? 'sms' : type.includes('mail') || type.includes('reply') ? 'mail' : 'task';
    const wait = { amount: index === 0 ? 0 : 1, unit: 'days' as const };
    return { id: `s${index + 1}`, name: `Step ${index + 1}`, type, wait, templateId, ...step };
  });
  await store.versions.put(
    {
      organisation: ORGANISATION,
      sequenceId: SEQUENCE,
      version,
      revision: 1,
      steps: whole,
      publishedAt: now,
      publishedBy: SENDER,
    },
    'absent',
  );
}
