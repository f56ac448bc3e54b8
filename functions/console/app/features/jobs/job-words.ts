import type { ItemOf } from '../../api/operations.ts';
import { msg, type Message } from '../../i18n/i18n.ts';
import type { Tone } from '../../ui/notice.tsx';

export type Job = ItemOf<'GET /v1/jobs'>;

export const jobKinds: Record<Job['kind'], Message> = {
  'import-leads': msg('Import of leads'),
  'import-suppressions': msg('Import into the suppression list'),
  'import-records': msg('Import of records'),
  'enroll-leads': msg('Enrolment of leads'),
  'enroll-filter': msg('Enrolment of a filter'),
  'count-filter': msg('Count of a filter'),
  'export-suppressions': msg('Export of the suppression list'),
  'count-answers': msg('Count of answers'),
  'export-answers': msg('Export of answers'),
  'export-lead': msg('Export of a person'),
  'erase-lead': msg('Erasure of a person'),
  'match-automation': msg('Matching of an automation'),
  'stop-enrollments': msg('End of a sequence'),
  'apply-retention': msg('Removal of what is no longer kept'),
  'import-crm': msg('Import from the CRM'),
  forecast: msg('Forecast'),
};

export const jobStates: Record<Job['status'], { label: Message; tone: Tone }> = {
  'awaiting-upload': { label: msg('Waits for its file'), tone: 'warn' },
  running: { label: msg('Running'), tone: 'accent' },
  done: { label: msg('Done'), tone: 'good' },
  failed: { label: msg('Failed'), tone: 'bad' },
};

export const isRunning = (job: Pick<Job, 'status'> | undefined): boolean => job?.status === 'running';
