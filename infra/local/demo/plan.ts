import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { connectionKinds } from '#shared/domain/connections/connectors.ts';
import { PlanSource, type PlanProblem } from './plan-source.ts';
import { sizeOfFile, UserFileError } from './user-file.ts';

/** A body of the API, checked by the API itself when it is sent. */
const body = z.looseObject({});
const withSettings = z.looseObject({ settings: body.optional() });

const hours = z.number().min(0, 'Hours are 0 or more.');
const reaction = z.strictObject({
  /**
   * Of one mail or task, 0 to 1; to convert or disqualify: of one answer; of a lead in the CRM: of one working day; to book
   * a demo or to ring: of one such lead.
   */
  chance: z.number().min(0, 'A chance is 0 to 1.').max(1, 'A chance is 0 to 1.'),
  /** Hours after it, between two bounds. */
  after: z.tuple([hours, hours], 'Give two numbers of hours, such as [1, 30].'),
});

/** What recipients and senders do of themselves, by name. */
const reactionNames = [
  'open',
  'click',
  'reply',
  'auto-reply',
  'bounce',
  'complaint',
  'unsubscribe',
  'call',
  'convert',
  'disqualify',
  'offer',
  'deliver',
  'answer-survey',
  'task-complete',
  'task-skip',
  'crm-lead',
  'book-demo',
  'ring',
] as const;
export type ReactionName = (typeof reactionNames)[number];

/** Services that stand-ins on this machine are connected as, and what of Relance needs them. */
const services = z.strictObject({
  /** Bodies of connections by kind, laid over what connects the stand-in; of a CRM with its mapping. */
  connections: z.partialRecord(z.enum(connectionKinds), z.looseObject({ mapping: body.optional() })),
  sequences: z.record(z.string(), z.looseObject({ name: z.string() })).default({}),
  crmRules: z.record(z.string(), body).default({}),
  workflows: z.array(body).default([]),
  /** The user whom leads that appear in the CRM belong to. */
  owner: z.string(),
});

const plan = z.strictObject({
  organisation: body.default({}),
  groups: z.record(z.string(), withSettings).default({}),
  users: z
    .record(z.string(), withSettings)
    .refine((users) => Object.keys(users).length > 0, 'Name at least one user.'),
  templates: z.record(z.string(), body).default({}),
  sequence: z.strictObject({
    id: z.string(),
    name: z.string(),
    unsubscribeLink: body.optional(),
    steps: z.array(body).min(1, 'A sequence has at least one step.'),
  }),
  /** Addresses that are not written to. */
  suppressions: z.array(body).default([]),
  /** Buttons of a lead that a receiver on this machine is told of. */
  webhooks: z.array(z.enum(['convert', 'disqualify'], 'Choose convert or disqualify.')).default([]),
  /** By trigger and scope. */
  workflows: z.array(body).default([]),
  /** Filters by id, and the automations that are activated over them. */
  filters: z.record(z.string(), body).default({}),
  automations: z.record(z.string(), body).default({}),
  /** Surveys by id, and the feedback sequences that send them to whom something was delivered. */
  surveys: z.record(z.string(), body).default({}),
  feedbackSequences: z.record(z.string(), body).default({}),
  services: services.optional(),
  reactions: z.partialRecord(z.enum(reactionNames), reaction).default({}),
});

/**
 * What a demo sets up before it enrolls (organisation, people, templates, a sequence, who is not written to), and how
 * people react.
 */
export type Plan = z.output<typeof plan>;

/** A plan and where it is written. */
export type WrittenPlan = { plan: Plan; source: PlanSource };

/** Reads a plan in YAML or JSON. Throws UserFileError with the line of each wrong value. */
export async function readPlan(file: string): Promise<WrittenPlan> {
  await sizeOfFile(file, 'a plan');
  const source = PlanSource.read(file, await readFile(file, 'utf8'));
  const value = source.value();
  if (value === null)
    throw new UserFileError(
      `The plan ${file} is empty. It needs ${Object.entries(needed)
        .map(([part, what]) => `“${part}”: ${what}`)
        .join('; ')}.`,
    );
  if (typeof value !== 'object' || Array.isArray(value))
    throw new UserFileError(`The plan ${file} holds no parts by name, such as “users:” and “sequence:”.`);
  const read = plan.safeParse(value, { reportInput: true });
  if (!read.success) throw source.error(read.error.issues.flatMap(problemsOf));
  return { plan: read.data, source };
}

/** Parts without which there is nothing to play. */
const needed: Partial<Record<string, string>> = {
  users: 'at least one user, in whose name mails go out',
  sequence: 'its id, its name and its steps',
};

function problemsOf(issue: z.core.$ZodIssue): PlanProblem[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    const parts = path.length === 0 ? ` A plan has ${Object.keys(plan.shape).join(', ')}.` : '';
    const message = `There is no such part: remove it, or mend its name.${parts}`;
    return issue.keys.map((key) => ({ path: [...path, key], message }));
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) {
    const what = path.length === 1 ? needed[String(path[0])] : undefined;
    return [{ path, message: `this is missing${what === undefined ? '.' : `, ${what}.`}` }];
  }
  return [{ path, message: issue.message }];
}
