import * as z from 'zod';
import { crmKinds } from '#shared/domain/connections/connectors.ts';
import { crmObjects } from '#shared/domain/crm/crm-object.ts';
import { ruleLookOutcomes } from '#shared/domain/crm/crm-rule.ts';
import { about } from './about.ts';
import { filter } from './filters.ts';
import { crmRuleId, sequenceId } from './ids.ts';
import { admins, revised, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { instant, line, revision } from './values.ts';

const ruleShape = {
  name: line(100, 'The name', 'New leads from the web'),
  kind: about(z.enum(crmKinds), 'The CRM that it listens to.', 'salesforce'),
  object: about(z.enum(crmObjects).exclude(['account']), 'Which people of it.', 'lead'),
  on: about(
    z.enum(['created', 'created-or-updated']).default('created-or-updated'),
    'Whether only records that are new count, or also those that come to match later.',
    'created',
  ),
  filter: about(filter, 'Over leads: asked about the lead as the mapping makes it of the record.'),
  sequenceId: about(sequenceId, 'The sequence that it enrolls in, in the name of the lead’s owner.'),
  asksAbove: about(
    z.int().min(1, 'Give at least 1.').max(10_000, 'Give 10,000 at most.').default(50),
    'Enrolled within one hour without being asked: one more, and it waits for a person to let it go on.',
    50,
  ),
};
const crmRuleIn = z.strictObject(ruleShape).meta({
  id: 'CrmRuleIn',
  examples: [
    {
      name: 'New leads from the web',
      kind: 'salesforce',
      object: 'lead',
      on: 'created',
      filter: { all: [{ field: 'lead.country', is: 'is', value: 'FR' }] },
      sequenceId: 'spring-26',
    },
  ],
});
const crmRule = z
  .object({
    id: crmRuleId,
    revision,
    ...ruleShape,
    active: z.boolean(),
    asking: about(
      z.object({ since: instant, waiting: z.int() }).optional(),
      'It would enroll more than it may without being asked: how many wait for `POST /v1/crm-rules/{id}/go-on`.',
    ),
    createdBy: z.string(),
    createdAt: instant,
    warnings: z.array(z.string()),
  })
  .meta({ id: 'CrmRule' });

const look = z
  .object({
    object: z.string(),
    theirId: z.string(),
    name: z.string(),
    at: instant,
    outcome: about(
      z.enum(ruleLookOutcomes),
      'waits: until a person lets the rule go on. refused: it matched and could not be enrolled.',
    ),
    words: about(z.array(z.string()), 'Each condition, whether it held, and what was seen.'),
    why: z.string().optional(),
    leadId: z.string().optional(),
    enrollmentId: z.string().optional(),
  })
  .meta({ id: 'CrmRuleLook' });

const rules = { tag: 'CRM rules', roles: admins } as const;
const one = { ...rules, params: z.object({ id: crmRuleId }) } as const;

export const crmRuleOperations = {
  listCrmRules: {
    ...rules,
    on: 'GET /v1/crm-rules',
    summary: 'List CRM rules',
    query: pageQuery,
    returns: { status: 200, description: 'Rules.', body: pageOf(crmRule) },
  },
  getCrmRule: {
    ...one,
    on: 'GET /v1/crm-rules/{id}',
    summary: 'Read a CRM rule',
    ...revised(crmRule, 'The rule.'),
    problems: [404],
  },
  putCrmRule: {
    ...one,
    on: 'PUT /v1/crm-rules/{id}',
    summary: 'Make or change a CRM rule',
    description:
      'It imports a created or updated person of the CRM into a sequence when its conditions match, once per record. It does nothing before it is activated. Refused while the CRM is not connected or not mapped.',
    body: crmRuleIn,
    ...revised(crmRule, 'The rule.'),
    mayCreate: true,
    conditional: true,
    problems: [409, 412, 428],
  },
  deleteCrmRule: {
    ...one,
    on: 'DELETE /v1/crm-rules/{id}',
    summary: 'Delete a CRM rule',
    description: 'Who was enrolled stays enrolled.',
    returns: { status: 204, description: 'It is deleted.' },
    conditional: true,
    problems: [404, 412, 428],
  },
  activateCrmRule: {
    ...one,
    on: 'POST /v1/crm-rules/{id}/activate',
    summary: 'Let a CRM rule act',
    description: 'On what is created or updated from now on.',
    ...revised(crmRule, 'The rule.'),
    problems: [404, 409],
  },
  deactivateCrmRule: {
    ...one,
    on: 'POST /v1/crm-rules/{id}/deactivate',
    summary: 'Let a CRM rule rest',
    ...revised(crmRule, 'The rule.'),
    problems: [404],
  },
  goOnCrmRule: {
    ...one,
    on: 'POST /v1/crm-rules/{id}/go-on',
    summary: 'Let a rule enroll those that wait for a person',
    ...revised(crmRule, 'The rule.'),
    problems: [404, 409],
  },
  dryRunCrmRule: {
    ...rules,
    on: 'POST /v1/crm-rules/dry-run',
    summary: 'See what a rule would make of the last hundred records',
    body: crmRuleIn,
    returns: {
      status: 200,
      description: 'The hundred records that changed last, each with why or why not; nothing is done.',
      body: z.object({ matching: z.int(), items: z.array(look) }),
    },
    problems: [409],
  },
  listCrmRuleLooks: {
    ...one,
    on: 'GET /v1/crm-rules/{id}/looks',
    summary: 'List what a rule made of records, the newest first',
    query: pageQuery,
    returns: { status: 200, description: 'Records, each with why or why not.', body: pageOf(look) },
    problems: [404],
  },
} as const satisfies Record<string, Operation>;
