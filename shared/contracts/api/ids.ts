import * as z from 'zod';
import type { EnrollmentId } from '#shared/domain/kernel/enrollment-id.ts';
import { organisationIdForm } from '#shared/domain/kernel/organisation-id.ts';

/** A checked text as the id that it is; the same text outside and inside. */
const branded = <Id extends string>(schema: z.ZodString) => schema as unknown as z.ZodType<Id, string>;

/** The form of ids chosen by callers: they go into keys, schedule names (64 characters) and message tags. */
const chosen = (longest: number, what: string, example: string) =>
  z
    .string()
    .regex(
      new RegExp(`^[a-z0-9](?:[a-z0-9-]{0,${longest - 1}})$`),
      `${what} is 1 to ${longest} of a–z, 0–9 and “-”, beginning with a letter or digit.`,
    )
    .meta({ description: `${what}, chosen by the caller.`, examples: [example] });

export const organisationId = z
  .string()
  .regex(organisationIdForm.pattern, organisationIdForm.words)
  .meta({ description: 'The id of an organisation, chosen by the caller.', examples: ['acme'] });
export const userId = chosen(20, 'The id of a user', 'claire');
export const groupId = chosen(20, 'The id of a group', 'paris');
export const sequenceId = chosen(12, 'The id of a sequence', 'spring-26');
export const automationId = chosen(12, 'The id of an automation', 'open-offers');
export const crmRuleId = chosen(20, 'The id of a CRM rule', 'web-leads');
export const surveyId = chosen(20, 'The id of a survey', 'after-delivery');
export const templateId = chosen(40, 'The id of a template', 'first-mail');
export const recordTypeId = chosen(20, 'The id of a record type', 'offer');
export const filterId = chosen(40, 'The id of a filter', 'stale-offers');
export const accountId = chosen(40, 'The id of an account', 'boulangerie-martin');

const made = (what: string, example: string) =>
  z
    .string()
    .regex(/^[a-z0-9]{16}$/, `${what} is 16 of a–z and 0–9.`)
    .meta({ description: `${what}, made by Relance.`, examples: [example] });

export const leadId = made('The id of a lead', 'k3j9x0q2m4v7b1zc');
export const suppressionId = made('The id of a suppression', 'm4v7b1zck3j9x0q2');
export const jobId = made('The id of a job', '0m8f3k2p9q1x7w5a');

export const recordId = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,19})\.[a-z0-9]{16}$/, 'The id of a record is <type>.<id>.')
  .meta({
    description: 'The id of a record: its type, and an id made from what its source calls it.',
    examples: ['offer.k3j9x0q2m4v7b1zc'],
  });

export const stepId = z
  .string()
  .regex(/^[a-z0-9]{1,8}$/, 'The id of a step is 1 to 8 of a–z and 0–9.')
  .meta({
    description: 'The id of a step, unique in its sequence and stable over versions.',
    examples: ['hello'],
  });

export const enrollmentId = branded<EnrollmentId>(
  z
    .string()
    .regex(
      /^[a-z0-9]{16}\.[a-z0-9-]{1,12}\.[1-9]\d{0,2}$/,
      'The id of an enrollment is <lead>.<sequence>.<n>.',
    ),
).meta({
  description: 'The id of an enrollment: lead, sequence, and which time the lead goes through it.',
  examples: ['k3j9x0q2m4v7b1zc.spring-26.1'],
});

export const taskId = z
  .string()
  .regex(
    /^[a-z0-9]{16}\.(?:[a-z0-9-]{1,12}\.[1-9]\d{0,2}\.[a-z0-9]{1,8}|[a-z0-9]{16})$/,
    'The id of a task is <enrollment>.<step>, or <lead>.<id> of a custom one.',
  )
  .meta({
    description: 'The id of a task: its enrollment and step, or its lead and an id of its own.',
    examples: ['k3j9x0q2m4v7b1zc.spring-26.1.call1'],
  });

export const messageId = z
  .string()
  .regex(
    /^[a-z0-9]{16}\.[a-z0-9-]{1,12}\.[1-9]\d{0,2}\.[a-z0-9]{1,8}$/,
    'The id of a message is <enrollment>.<step>.',
  )
  .meta({
    description: 'The id of a message: its enrollment and step.',
    examples: ['k3j9x0q2m4v7b1zc.spring-26.1.hello'],
  });

export const workflowId = z
  .string()
  .regex(
    /^(?:[a-z0-9-]{1,12}\.)?[a-z-]{1,40}$/,
    'The id of a workflow is its trigger, after the sequence and a dot if it is for one.',
  )
  .meta({
    description: 'The id of a workflow: its trigger, or its sequence and its trigger.',
    examples: ['spring-26.lead-replied'],
  });

export const workflowRunId = z
  .string()
  .regex(/^[a-z0-9]{16}\.[a-z0-9]{16}$/, 'The id of a run is <lead>.<id>.')
  .meta({
    description: 'The id of a run: its lead and an id of its own.',
    examples: ['k3j9x0q2m4v7b1zc.m4v7b1zck3j9x0q2'],
  });
