import * as z from 'zod';
import type { Zone } from '#shared/domain/kernel/instant.ts';
import { localDate } from '#shared/domain/time/zones.ts';
import type { ApiClient } from './api-client.ts';
import type { MailboxClient, ThreadHeaders } from './mailbox-client.ts';
import { toInstant } from '#shared/domain/time/instants.ts';

const because = z.looseObject({ kind: z.string() });
const event = z.looseObject({
  type: z.string(),
  step: z.string().optional(),
  because: z.union([because, z.array(because)]).optional(),
});
const item = z.object({
  at: z.string(),
  type: z.string(),
  step: z.string().optional(),
  words: z.string(),
  event,
});
const enrollment = z.object({
  id: z.string(),
  leadId: z.string(),
  userId: z.string(),
  state: z.looseObject({ status: z.string() }),
});
const record = z.object({ enrollment, items: z.array(item) });
const reconciliation = z.object({
  enrolled: z.int(),
  finished: z.int(),
  stopped: z.int(),
  paused: z.int(),
  pending: z.int(),
  unknown: z.int(),
  balanced: z.boolean(),
});
const statistics = z.object({
  active: z.int(),
  finished: z.int(),
  replyRate: z.object({ repliers: z.int(), total: z.int(), rate: z.number().nullable() }),
  counts: z.record(z.string(), z.int()),
  steps: z.array(
    z.object({ step: z.string(), name: z.string().optional(), counts: z.record(z.string(), z.int()) }),
  ),
});
const sent = z.object({
  type: z.literal('sent'),
  step: z.string(),
  channel: z.string(),
  messageId: z.string(),
  sender: z.string(),
  recipient: z.string(),
});

export type EnrollmentRecord = z.output<typeof record>;
export type Reconciliation = z.output<typeof reconciliation>;
export type StatisticsOfSequence = z.output<typeof statistics>;

/** One message that went out. Instants in UTC. */
export type Send = {
  enrollment: string;
  step: string;
  lead: string;
  channel: string;
  sender: string;
  recipient: string;
  at: string;
  /** The provider's id. */
  messageId: string;
  /** Of a mail: the headers by which it stands in its thread (D6). */
  headers?: ThreadHeaders | undefined;
};

/** One thing that was decided, with the reasons as data. */
export type Decision = {
  enrollment: string;
  step: string | undefined;
  at: string;
  outcome: string;
  because: unknown[];
};

/** What `report.json` holds. */
export type Report = {
  totals: Omit<Reconciliation, 'unknown' | 'balanced'>;
  sends: Send[];
  decisions: Decision[];
  steps: StatisticsOfSequence['steps'];
};

/** A report and what the terminal and the page show beside it. */
export type Collected = {
  report: Report;
  reconciliation: Reconciliation;
  statistics: StatisticsOfSequence;
  days: Day[];
  /** The record with the most in it: the one worth reading whole. */
  longest: EnrollmentRecord | undefined;
};

/** Counts of one day of the organisation. */
export type Day = { date: string; sent: number; deferred: number; skipped: number; tasks: number };

/** Reads everything that happened back from the API. */
export async function collect(
  api: ApiClient,
  of: {
    sequence: string;
    zone: Zone;
    mailbox: MailboxClient;
    onProgress: (done: number) => void;
  },
): Promise<Collected> {
  // What has gone out since it was looked at last.
  await of.mailbox.newMessages();
  // Of a record nothing is kept but what the report says of it: there may be a hundred thousand.
  const [sends, decisions]: [Send[], Decision[]] = [[], []];
  let longest: EnrollmentRecord | undefined;
  let done = 0;
  for await (const { id } of api.list(`/v1/enrollments?sequence=${of.sequence}`, enrollment)) {
    const read = await api.call('GET', `/v1/enrollments/${encodeURIComponent(id)}/record`, record);
    sends.push(...sendsOf(read, of.mailbox));
    decisions.push(...decisionsOf(read));
    if (longest === undefined || read.items.length > longest.items.length) longest = read;
    done += 1;
    of.onProgress(done);
  }
  const counted = await api.call('GET', '/v1/reconciliation', reconciliation);
  const ofSequence = await api.call('GET', `/v1/sequences/${of.sequence}/statistics`, statistics);
  const { enrolled, finished, stopped, paused, pending } = counted;
  const report: Report = {
    totals: { enrolled, finished, stopped, paused, pending },
    sends: sends.sort(byInstant),
    decisions: decisions.sort(byInstant),
    steps: ofSequence.steps,
  };
  return { report, reconciliation: counted, statistics: ofSequence, days: daysOf(report, of.zone), longest };
}

function sendsOf({ enrollment: of, items }: EnrollmentRecord, mailbox: MailboxClient): Send[] {
  return items.flatMap((each) => {
    const read = sent.safeParse(each.event);
    if (!read.success) return [];
    const { step, channel, messageId, sender, recipient } = read.data;
    const send = { enrollment: of.id, step, lead: of.leadId, channel, sender, recipient };
    return [{ ...send, at: each.at, messageId, headers: mailbox.threadOf(messageId) }];
  });
}

function decisionsOf({ enrollment: of, items }: EnrollmentRecord): Decision[] {
  return items.map(({ at, type, step, event: { because: why } }) => ({
    enrollment: of.id,
    step,
    at,
    outcome: type,
    because: why === undefined ? [] : Array.isArray(why) ? why : [why],
  }));
}

function daysOf(report: Report, zone: Zone): Day[] {
  const days = new Map<string, Day>();
  const columns: Partial<Record<string, keyof Omit<Day, 'date'>>> = {
    sent: 'sent',
    deferred: 'deferred',
    queued: 'deferred',
    skipped: 'skipped',
    'task-opened': 'tasks',
  };
  for (const { at, outcome } of report.decisions) {
    const column = columns[outcome];
    if (column === undefined) continue;
    const date = localDate(toInstant(at), zone);
    const day = days.get(date) ?? { date, sent: 0, deferred: 0, skipped: 0, tasks: 0 };
    day[column] += 1;
    days.set(date, day);
  }
  return [...days.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1));
}

function byInstant(a: { at: string }, b: { at: string }): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : 0;
}
