import type { ItemOf, ItemTables } from '#shared/tables/table.ts';
import type { tables } from '#shared/tables/tables.ts';
import { automation, match } from './automations.ts';
import { settings, user, group, account, lead, score, suppression } from './people.ts';
import { template, sequence, version } from './sequences.ts';
import { enrollment, laneDay, task, hold } from './enrollments.ts';
import { job, keptAnswer, marker, request, sweepPart } from './jobs.ts';
import { webhookDelivery, webhookRotation } from './webhooks.ts';
import {
  connection,
  crmLink,
  crmRule,
  crmWrite,
  incomingEvent,
  mapping,
  picklist,
  ruleLook,
  syncState,
} from './connections.ts';
import { engagement, savedFilter } from './filters.ts';
import { reply } from './replies.ts';
import { sentMessage } from './sent-messages.ts';
import { sendingDomain, hit, shortLink } from './tracking.ts';
import { record, recordType } from './records.ts';
import { contactLedger, response, survey, surveyVersion } from './surveys.ts';
import { workflow, workflowRun } from './workflows.ts';

type Sample<T> = { item: T; id: string };

/** One item of each table and its id. */
export const samples: { [Name in keyof ItemTables<typeof tables>]: Sample<ItemOf<(typeof tables)[Name]>> } = {
  settings: { item: settings, id: 'group.g1' },
  users: { item: user, id: 'u1' },
  groups: { item: group, id: 'g1' },
  accounts: { item: account, id: 'a1' },
  leads: { item: lead, id: lead.id },
  templates: { item: template, id: 't1' },
  sequences: { item: sequence, id: 'q1' },
  versions: { item: version, id: 'q1.2' },
  enrollments: { item: enrollment, id: enrollment.id },
  laneDays: { item: laneDay, id: 'u1.mail.2027-03-28' },
  tasks: { item: task, id: task.id },
  scores: { item: score, id: score.leadId },
  jobs: { item: job, id: 'j1' },
  webhookDeliveries: { item: webhookDelivery, id: webhookDelivery.id },
  replies: { item: reply, id: reply.id },
  webhookRotations: { item: webhookRotation, id: 'current' },
  idempotencyKeys: { item: keptAnswer, id: 'key-1' },
  markers: { item: marker, id: marker.id },
  requests: { item: request, id: 'key-1' },
  sweepParts: { item: sweepPart, id: sweepPart.id },
  sendingDomains: { item: sendingDomain, id: 'own' },
  visits: { item: hit, id: hit.id },
  sentMessages: { item: sentMessage, id: sentMessage.id },
  shortLinks: { item: shortLink, id: shortLink.id },
  suppressions: { item: suppression, id: suppression.id },
  holds: { item: hold, id: hold.id },
  engagements: { item: engagement, id: engagement.leadId },
  filters: { item: savedFilter, id: savedFilter.id },
  recordTypes: { item: recordType, id: recordType.id },
  records: { item: record, id: record.id },
  automations: { item: automation, id: automation.id },
  matches: { item: match, id: match.id },
  surveys: { item: survey, id: survey.id },
  surveyVersions: { item: surveyVersion, id: 'happy.2' },
  responses: { item: response, id: response.id },
  contactIntervals: { item: contactLedger, id: contactLedger.id },
  workflows: { item: workflow, id: workflow.id },
  connections: { item: connection, id: connection.id },
  syncStates: { item: syncState, id: syncState.id },
  mappings: { item: mapping, id: mapping.id },
  picklists: { item: picklist, id: picklist.id },
  crmLinks: { item: crmLink, id: crmLink.id },
  crmWrites: { item: crmWrite, id: crmWrite.id },
  crmRules: { item: crmRule, id: crmRule.id },
  ruleLooks: { item: ruleLook, id: ruleLook.id },
  incomingEvents: { item: incomingEvent, id: incomingEvent.id },
  workflowRuns: { item: workflowRun, id: workflowRun.id },
};
