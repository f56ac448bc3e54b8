import type { OperationId } from '#shared/contracts/api/operations.ts';
import type { CallOptions } from '#test/support/api.ts';
import { mail } from '#test/support/api-with-sequence.ts';
import { salesforceIn } from '#test/support/connected.ts';
import * as connect from './connected.ts';
import * as make from './subjects.ts';
import { oneCall, type Owner, type Staff } from './staff.ts';

/**
 * Who gets at a thing, of those whose role may call the operation: `owner`: who has access to its owner; `company`:
 * managers and admins, and who has a lead in it; `organisation`: everybody in it; `nobody’s`: what is not of anybody, so
 * that the role alone counts.
 */
export type Access = 'owner' | 'company' | 'organisation' | 'nobody’s';

/** What a request is about. */
export type Asked = CallOptions & { params?: Record<string, string> };

/** One operation: whom it lets, and how what it is about is made. */
export type Case = {
  access: Access;
  /** Makes a thing of an owner, and says how it is asked about. */
  about?: (staff: Staff, owner: Owner) => Promise<Asked>;
  /** It is reached, but in no state for the operation: 409 then, and nothing else. */
  inNoState?: true;
  /** A refusal names the value that is to blame, so that it is a 400. */
  refusedByName?: true;
  /** Refusals that stand in the answer. */
  refusedIn?: (body: any) => boolean;
  /** A list: it makes a thing of an owner and says what the answer must hold of it. */
  holds?: (staff: Staff, owner: Owner) => Promise<string>;
};

const anyRevision = { 'if-match': '*' };
type Maker = (staff: Staff, owner: Owner) => Promise<string>;

/** Of a thing with an id. */
const of =
  (thing: Maker, more: Omit<Asked, 'params'> = {}): NonNullable<Case['about']> =>
  async (staff, owner) => ({ ...more, params: { id: await thing(staff, owner) } });
const ofUser: Maker = async (_, { id }) => id;

const role: Case = { access: 'nobody’s' };
const owned = (thing: Maker, more: Omit<Asked, 'params'> = {}): Case => ({
  access: 'owner',
  about: of(thing, more),
});
const common = (thing: Maker, more: Omit<Asked, 'params'> = {}): Case => ({
  access: 'organisation',
  about: of(thing, more),
});
/** What a plain user’s task, enrollment or job is not ready for. */
const notReady = (one: Case): Case => ({ ...one, inNoState: true });
const listed = (access: Access, holds: Maker): Case => ({ access, holds });

const absences = { body: { absences: [{ from: '2027-07-12', to: '2027-07-30', standIn: null }] } };
const named = { name: 'Changed' };
const sharedTemplate: Maker = (staff, owner) => make.template(staff, owner, true);
/** Where the organisation has registered a sending domain. */
const withDomain =
  (asked: Asked = {}): NonNullable<Case['about']> =>
  async (staff, owner) => {
    await make.sendingDomain(staff, owner);
    return asked;
  };
/** The scope of the owner's settings, in which something is decided. */
const ownSettings: Maker = async (staff, owner) => {
  const scope = `user.${owner.id}`;
  // The second time something is there already.
  await staff.admin(owner)('PATCH', `/v1/settings/${scope}`, absences);
  return scope;
};
/** What of a thing is shown where its id is not. */
const leadOfTask: Maker = async (staff, owner) => (await make.task(staff, owner)).split('.')[0] ?? '';

/** Of a connected CRM. */
const ofCrm = (more: Omit<Asked, 'params'> = {}): Case => ({
  access: 'nobody’s',
  about: async (...to) => ({ ...more, params: { kind: await connect.crm(...to) } }),
});
/** Of an import that is under way. */
const importing = (): Case => ({
  access: 'nobody’s',
  about: async (staff, owner) => {
    const kind = await connect.crm(staff, owner);
    await staff.admin(owner)('POST', `/v1/connections/${kind}/import`);
    return { params: { kind } };
  },
});

/** Every operation. One without an entry does not compile. */
export const cases: Record<OperationId, Case> = {
  getSettings: {
    access: 'organisation',
    about: async (_, { id }) => ({ params: { scope: `user.${id}` } }),
  },
  changeSettings: {
    access: 'owner',
    about: async (staff, owner) => ({
      params: { scope: await ownSettings(staff, owner) },
      headers: anyRevision,
      ...absences,
    }),
  },
  previewSettings: {
    access: 'owner',
    about: async (staff, owner) => ({ params: { scope: await ownSettings(staff, owner) }, ...absences }),
  },
  removeSetting: {
    access: 'owner',
    about: async (staff, owner) => ({
      params: { scope: await ownSettings(staff, owner), name: 'absences' },
      headers: anyRevision,
    }),
  },
  getEffectiveSettings: {
    access: 'organisation',
    about: async (staff, owner) => ({ params: { scope: await ownSettings(staff, owner) } }),
  },
  getUserSettings: common(ofUser),
  getSendingDomain: {
    access: 'nobody’s',
    about: withDomain(),
  },
  putSendingDomain: {
    access: 'nobody’s',
    about: async (...to) => ({ body: await make.sendingDomain(...to), headers: anyRevision }),
  },
  verifySendingDomain: {
    access: 'nobody’s',
    about: withDomain(),
  },
  renewSendingDomain: {
    access: 'nobody’s',
    about: withDomain({ headers: anyRevision }),
  },
  removeSendingDomain: {
    access: 'nobody’s',
    about: withDomain(),
  },
  getMe: role,
  search: {
    access: 'owner',
    holds: make.lead,
    about: async () => ({ query: { q: 'lead-' } }),
  },
  changeMe: { access: 'nobody’s', about: async () => ({ body: {}, headers: anyRevision }) },
  listUsers: listed('organisation', make.user),
  getUser: common(make.user),
  putUser: {
    access: 'nobody’s',
    about: async (staff) => ({
      params: { id: `u-${staff.next()}` },
      body: { name: 'New', email: 'new@acme.example', zone: 'Europe/Paris' },
    }),
  },
  listGroups: listed('organisation', make.group),
  getGroup: common(make.group),
  putGroup: {
    access: 'nobody’s',
    about: async (staff) => ({ params: { id: `g-${staff.next()}` }, body: named }),
  },
  deleteGroup: common(make.group, { headers: anyRevision }),
  listAccounts: listed('organisation', make.account),
  getAccount: common(make.account),
  putAccount: { access: 'company', about: of(make.account, { body: named, headers: anyRevision }) },
  listLeads: listed('owner', make.lead),
  createLead: {
    access: 'owner',
    about: async (staff, { id }) => ({ body: { email: `new-${staff.next()}@example.com`, ownerId: id } }),
  },
  getLead: owned(make.lead),
  listRecordTypes: listed('organisation', make.recordType),
  getRecordType: common(make.recordType),
  putRecordType: {
    access: 'nobody’s',
    about: async (staff) => ({ params: { id: `t-${staff.next()}` }, body: { name: 'Contract', fields: [] } }),
  },
  deleteRecordType: common(make.recordType, { headers: anyRevision }),
  listFilterFields: role,
  listFilters: listed('owner', make.filter),
  validateFilter: {
    access: 'nobody’s',
    about: async () => ({ body: { over: 'leads', filter: { all: [] } } }),
  },
  getFilter: owned(make.filter),
  putFilter: owned(make.filter, { body: { ...make.filterOfLeads, name: 'Changed' }, headers: anyRevision }),
  deleteFilter: owned(make.filter, { headers: anyRevision }),
  explainFilter: {
    access: 'owner',
    about: async (staff, owner) => ({
      params: { id: await make.filter(staff, owner) },
      body: { leadId: await make.lead(staff, owner) },
    }),
  },
  previewFilter: owned(make.filter),
  countFiltered: owned(make.filter),
  enrollFiltered: owned(make.filter, { body: { sequenceId: 'spring' } }),
  listRecords: listed('owner', make.record),
  putRecord: { access: 'owner', about: async (...to) => ({ body: await make.recordValues(...to) }) },
  putRecords: {
    access: 'owner',
    about: async (...to) => ({ body: { records: [await make.recordValues(...to)] } }),
    refusedIn: ({ results }) => results[0].outcome === 'refused',
  },
  getRecordById: owned(make.record),
  deleteRecord: owned(make.record),
  changeLead: owned(make.lead, { body: { title: 'CEO' }, headers: anyRevision }),
  convertLead: owned(make.lead),
  disqualifyLead: owned(make.lead),
  reopenLead: owned(make.lead),
  eraseLead: owned(make.lead),
  exportLead: owned(make.lead),
  unsubscribeLead: owned(make.lead),
  getLeadScore: owned(make.lead),
  recordCall: owned(make.lead, {
    body: { direction: 'incoming', at: '2027-03-01T07:00:00Z', seconds: 60 },
  }),
  listSuppressions: listed('organisation', make.suppression),
  exportSuppressions: role,
  addSuppression: {
    access: 'nobody’s',
    about: async (staff) => ({ body: { email: `new-${staff.next()}@example.com` } }),
  },
  getSuppression: common(make.suppression),
  liftSuppression: common(make.suppression),
  listTemplates: listed('owner', make.template),
  getTemplate: owned(make.template),
  putTemplate: owned(make.template, { body: mail, headers: anyRevision }),
  deleteTemplate: owned(make.template, { headers: anyRevision }),
  duplicateTemplate: {
    access: 'owner',
    about: async (staff, owner) => ({
      params: { id: await make.template(staff, owner) },
      body: { id: `t-${staff.next()}` },
    }),
  },
  listTemplateUses: common(sharedTemplate),
  previewTemplate: {
    access: 'owner',
    about: async (staff, owner) => ({
      params: { id: 'hello' },
      query: { lead: await make.lead(staff, owner) },
    }),
  },
  testTemplate: owned(make.template),
  previewSequence: {
    access: 'owner',
    about: async (staff, owner) => ({
      params: { id: 'spring' },
      body: { lead: await make.lead(staff, owner) },
    }),
  },
  orderDraft: common(make.sequence, { body: { steps: ['call'] }, headers: anyRevision }),
  diffDraft: common(make.sequence),
  duplicateSequence: {
    access: 'organisation',
    about: async (staff, owner) => ({
      params: { id: await make.sequence(staff, owner) },
      body: { id: `s-${staff.next()}` },
    }),
  },
  exportSequence: common(make.sequence),
  importSequence: {
    access: 'nobody’s',
    about: async (staff, owner) => {
      const file = (await staff.admin(owner)('GET', '/v1/sequences/spring/file')).body;
      return { body: { id: `s-${staff.next()}`, file } };
    },
  },
  listSequences: listed('organisation', make.sequence),
  getSequence: common(make.sequence),
  putSequence: common(make.sequence, { body: { ...named, draft: oneCall }, headers: anyRevision }),
  validateSequence: common(make.sequence),
  publishSequence: common(make.sequence, { headers: anyRevision }),
  deleteSequence: common(make.sequence, { headers: anyRevision }),
  listVersions: common(make.sequence),
  getVersion: {
    access: 'organisation',
    about: async (staff, owner) => ({ params: { id: await make.sequence(staff, owner), version: '1' } }),
  },
  countPeople: common(make.sequence),
  listPeople: {
    access: 'owner',
    holds: make.enrollment,
    about: async () => ({ params: { id: 'spring' } }),
  },
  changeEnrollments: {
    access: 'owner',
    about: async (staff, owner) => ({
      body: { ids: [await make.enrollment(staff, owner)], action: 'pause' },
    }),
    refusedIn: ({ results }) => ['forbidden', 'not-found'].includes(results[0].outcome),
  },
  listStarters: role,
  makeStarter: {
    access: 'nobody’s',
    about: async (staff) => ({ params: { id: 'quote' }, body: { language: 'en', as: `s-${staff.next()}` } }),
  },
  getFirstSteps: role,
  getDeliverability: role,
  enrollLeads: {
    access: 'owner',
    about: async (staff, owner) => ({
      body: { sequenceId: 'spring', leadId: await make.lead(staff, owner) },
    }),
    refusedIn: ({ results }) => results[0].outcome === 'refused',
  },
  checkEnrollment: {
    access: 'owner',
    about: async (staff, owner) => ({
      body: { sequenceId: 'spring', leadId: await make.lead(staff, owner) },
    }),
    refusedIn: ({ results }) => results[0].outcome === 'refused',
  },
  listEnrollments: {
    access: 'owner',
    holds: make.enrollment,
    about: async () => ({ query: { sequence: 'spring' } }),
  },
  getEnrollment: owned(make.enrollment),
  getRecord: owned(make.enrollment),
  pauseEnrollment: owned(make.enrollment),
  resumeEnrollment: notReady(owned(make.enrollment)),
  stopEnrollment: owned(make.enrollment),
  pinEnrollment: owned(make.enrollment, { body: { pinned: true } }),
  moveEnrollment: owned(make.enrollment, { body: { sequenceId: 'summer' } }),
  goToStep: owned(make.enrollment, { body: {} }),
  resolveUnknown: notReady(owned(make.enrollment, { body: { outcome: 'sent' } })),
  getCapacity: {
    access: 'owner',
    about: async (_, { id }) => ({ query: { user: id, from: '2027-03-01' } }),
  },
  listPlanned: {
    access: 'owner',
    about: async (_, { id }) => ({ params: { user: id, date: '2027-03-01' } }),
  },
  makeForecast: {
    access: 'owner',
    about: async (staff, owner) => ({
      body: { sequenceId: 'spring', leads: { ids: [await make.lead(staff, owner)] } },
    }),
    refusedByName: true,
  },
  listSurveys: listed('organisation', make.survey),
  getSurvey: common(make.survey),
  putSurvey: common(make.survey, { body: make.surveyValues, headers: anyRevision }),
  publishSurvey: common(make.survey, { headers: anyRevision }),
  listSurveyVersions: common(make.survey),
  previewSurvey: common(make.survey),
  getSurveyResults: common(make.survey),
  countAnswers: common(make.survey),
  exportAnswers: common(make.survey),
  deleteSurvey: common(make.survey, { headers: anyRevision }),
  listFeedbackSequences: listed('organisation', make.feedbackSequence),
  getFeedbackSequence: common(make.feedbackSequence),
  putFeedbackSequence: {
    access: 'organisation',
    about: async (...to) => ({
      params: { id: await make.feedbackSequence(...to) },
      body: await make.feedbackValues(...to),
      headers: anyRevision,
    }),
  },
  changeFeedbackSequence: common(make.feedbackSequence, { body: { reminders: 1 } }),
  deleteFeedbackSequence: common(make.feedbackSequence, { headers: anyRevision }),
  inviteClients: {
    access: 'owner',
    about: async (staff, owner) => ({
      params: { id: await make.feedbackSequence(staff, owner) },
      body: { clients: [{ leadId: await make.lead(staff, owner) }] },
    }),
    refusedIn: ({ results }) => results[0].outcome === 'refused',
  },
  listResponses: {
    access: 'owner',
    holds: make.response,
    about: async () => ({ query: { survey: 'happy' } }),
  },
  getResponse: owned(make.response),
  listHolds: listed('owner', make.hold),
  putHold: { access: 'organisation', about: async (_, { id }) => ({ params: { id: `sender.${id}.sms` } }) },
  releaseHold: common(make.hold),
  listTasks: {
    access: 'owner',
    holds: leadOfTask,
    about: async () => ({ query: { team: 'true', status: 'planned' } }),
  },
  getTask: owned(make.task),
  completeTask: notReady(owned(make.task)),
  skipTask: notReady(owned(make.task)),
  getDraft: notReady(owned(make.task)),
  sendTask: notReady(owned(make.task)),
  createTask: {
    access: 'owner',
    about: async (staff, owner) => ({ body: { leadId: await make.lead(staff, owner), ...named } }),
  },
  cancelTask: owned(make.task),
  reassignTask: {
    access: 'owner',
    about: async (staff, owner) => ({
      params: { id: await make.task(staff, owner) },
      body: { user: owner.id === 'peer' ? 'user' : 'peer' },
    }),
  },
  listAutomations: listed('organisation', make.automation),
  getAutomation: common(make.automation),
  putAutomation: {
    access: 'organisation',
    about: async (...to) => ({
      params: { id: await make.automation(...to) },
      body: await make.automationValues(...to),
      headers: anyRevision,
    }),
  },
  deleteAutomation: common(make.automation, { headers: anyRevision }),
  previewAutomation: common(make.automation),
  activateAutomation: common(make.automation, { headers: anyRevision }),
  deactivateAutomation: common(make.automation, { headers: anyRevision }),
  listAutomationMatches: common(make.automation),
  listWorkflowTriggers: role,
  listWorkflows: listed('organisation', async (...to) => (await make.workflow(...to)).id),
  createWorkflow: {
    access: 'nobody’s',
    about: async (...to) => ({ body: await make.workflowValues(...to) }),
  },
  getWorkflow: common(async (...to) => (await make.workflow(...to)).id),
  putWorkflow: {
    access: 'organisation',
    about: async (...to) => {
      const { id, values } = await make.workflow(...to);
      return { params: { id }, body: values, headers: anyRevision };
    },
  },
  activateWorkflow: common(async (...to) => (await make.workflow(...to)).id),
  deactivateWorkflow: common(async (...to) => (await make.workflow(...to)).id),
  deleteWorkflow: common(async (...to) => (await make.workflow(...to)).id, { headers: anyRevision }),
  listWorkflowRuns: listed('organisation', make.workflowRun),
  getWorkflowRun: common(make.workflowRun),
  retryWorkflowRun: common(make.workflowRun),
  listActivities: owned(make.lead),
  getStatistics: common(make.sequence),
  listBehindFigure: {
    access: 'organisation',
    about: async (staff, owner) => ({
      params: { id: await make.sequence(staff, owner), step: 'all', counter: 'enrolled' },
    }),
  },
  listMessages: owned(make.lead),
  getMessage: owned(make.message),
  listReplies: listed('owner', make.reply),
  getReply: owned(make.reply),
  // The reply is no lead's.
  createReplyTask: notReady(owned(make.reply)),
  getReplyFile: {
    access: 'owner',
    about: async (staff, owner) => ({ params: { id: await make.reply(staff, owner), number: '1' } }),
  },
  listConnections: role,
  getConnection: ofCrm(),
  putConnection: ofCrm({ body: salesforceIn, headers: anyRevision }),
  deleteConnection: ofCrm({ headers: anyRevision }),
  testConnection: ofCrm(),
  pauseConnection: ofCrm(),
  resumeConnection: ofCrm(),
  renewConnectionAddress: {
    access: 'nobody’s',
    about: async (...to) => ({ params: { kind: await connect.calendar(...to) } }),
  },
  // By credentials of the app, not by the browser.
  authorizeConnection: notReady(ofCrm({ body: { redirectUri: 'https://acme.example/allowed' } })),
  redeemConnection: notReady(ofCrm({ body: { code: 'c', state: 's' } })),
  listConnectionFields: ofCrm({ query: { object: 'lead' } }),
  readPicklist: ofCrm({ query: { object: 'lead', field: 'Status' } }),
  getMapping: ofCrm(),
  putMapping: {
    access: 'nobody’s',
    about: async (...to) => ({
      params: { kind: 'salesforce' },
      body: await connect.mappingValues(...to),
      headers: anyRevision,
    }),
  },
  previewMapping: {
    access: 'nobody’s',
    about: async (...to) => ({ params: { kind: 'salesforce' }, body: await connect.mappingValues(...to) }),
  },
  dryRunMapping: {
    access: 'nobody’s',
    about: async (...to) => ({ params: { kind: 'salesforce' }, body: await connect.mappingValues(...to) }),
  },
  importFromCrm: ofCrm(),
  // None is under way before the one above has begun, and its order is not to count.
  pauseCrmImport: importing(),
  resumeCrmImport: importing(),
  listCrmWrites: {
    access: 'nobody’s',
    about: async (...to) => {
      await connect.failedWrite(...to);
      return { params: { kind: 'salesforce' } };
    },
  },
  retryCrmWrite: {
    access: 'organisation',
    about: async (...to) => ({ params: { kind: 'salesforce', id: await connect.failedWrite(...to) } }),
  },
  retryCrmWrites: ofCrm(),
  listCrmRules: listed('organisation', connect.rule),
  getCrmRule: common(connect.rule),
  putCrmRule: {
    access: 'organisation',
    about: async (...to) => ({
      params: { id: await connect.rule(...to) },
      body: await connect.ruleValues(...to),
      headers: anyRevision,
    }),
  },
  deleteCrmRule: common(connect.rule, { headers: anyRevision }),
  activateCrmRule: common(connect.rule),
  deactivateCrmRule: common(connect.rule),
  goOnCrmRule: common(connect.rule),
  dryRunCrmRule: {
    access: 'nobody’s',
    about: async (...to) => ({ body: await connect.ruleValues(...to) }),
  },
  listCrmRuleLooks: common(connect.rule),
  listIncomingEvents: listed('organisation', connect.unmatched),
  assignIncomingEvent: {
    access: 'organisation',
    about: async (staff, owner) => ({
      params: { id: await connect.unmatched(staff, owner) },
      body: { leadId: await make.lead(staff, owner) },
    }),
  },
  ignoreIncomingEvent: common(connect.unmatched),
  getReconciliation: role,
  getDoctor: role,
  listWebhookDeliveries: listed('owner', make.delivery),
  getWebhookDelivery: owned(make.delivery),
  redeliverWebhook: notReady(owned(make.delivery)),
  testWebhook: {
    access: 'nobody’s',
    about: async () => ({ params: { scope: 'organisation' }, body: { button: 'convert' } }),
  },
  getWebhookSecret: role,
  rotateWebhookSecret: {
    access: 'nobody’s',
    about: async (staff, owner) => {
      const { headers } = await staff.admin(owner)('GET', '/v1/webhook-secret');
      return { headers: { 'if-match': String(headers['etag']) } };
    },
  },
  createJob: {
    access: 'owner',
    about: async (_, { id }) => ({ body: { kind: 'enroll-leads', sequenceId: 'spring', userId: id } }),
  },
  importLeads: {
    access: 'nobody’s',
    about: async () => ({ body: 'email\nana@example.com\n', headers: { 'content-type': 'text/csv' } }),
  },
  startJob: owned(make.job),
  listJobs: listed('owner', make.job),
  getJob: owned(make.job),
  getWarned: owned(make.job),
  getResult: notReady(owned(make.job)),
  getLoad: notReady(owned(make.job)),
  getRejected: owned(make.job),
  getRejectedParts: owned(make.job),
};
