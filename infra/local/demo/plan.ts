import { readFile } from 'node:fs/promises';
import { parse as parseYaml } from 'yaml';
import * as z from 'zod';

/** A body of the API, checked by the API itself when it is sent. */
const body = z.looseObject({});
const withSettings = z.looseObject({ settings: body.optional() });

const reaction = z.strictObject({
  /** Of one mail or task, 0 to 1; to convert or disqualify: of one answer. */
  chance: z.number().min(0).max(1),
  /** Hours after it, between two bounds. */
  after: z.tuple([z.number().min(0), z.number().min(0)]),
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
  'task-complete',
  'task-skip',
] as const;
export type ReactionName = (typeof reactionNames)[number];

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
  webhooks: z.array(z.enum(['convert', 'disqualify'])).default([]),
  /** By trigger and scope. */
  workflows: z.array(body).default([]),
  reactions: z.partialRecord(z.enum(reactionNames), reaction).default({}),
});

/**
 * What a demo sets up before it enrolls (organisation, people, templates, a sequence, who is not written to), and how
 * people react.
 */
export type Plan = z.output<typeof plan>;

/** A file that the user gave cannot be used; the message says what to mend. */
export class UserFileError extends Error {
  override readonly name = 'UserFileError';
}

/** Reads a plan in YAML or JSON. Throws UserFileError. */
export async function readPlan(file: string): Promise<Plan> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new UserFileError(`The plan ${file} cannot be read.`, { cause });
  }
  let value: unknown;
  try {
    value = parseYaml(text);
  } catch (cause) {
    throw new UserFileError(
      `The plan ${file} is neither YAML nor JSON: ${cause instanceof Error ? cause.message : ''}`,
      { cause },
    );
  }
  const read = plan.safeParse(value);
  if (!read.success)
    throw new UserFileError(`The plan ${file} is not right:\n${z.prettifyError(read.error)}`);
  return read.data;
}
