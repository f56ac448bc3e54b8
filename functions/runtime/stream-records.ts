import type { DynamoDBRecord } from 'aws-lambda';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { activityCodec } from '#shared/contracts/stored/activity.ts';
import { plain, readItem, type Codec, type Item } from '#shared/contracts/stored/codec.ts';
import { enrollmentCodec } from '#shared/contracts/stored/enrollment.ts';
import type { Activity } from '#shared/domain/activity/activity.ts';
import type { ChangedAccount, ChangedSubject } from '#shared/domain/automations/match.ts';
import { crmWrite as storedWrite, type CrmWrite } from '#shared/domain/crm/crm-write.ts';
import {
  incomingEvent as storedIncomingEvent,
  type IncomingEvent,
} from '#shared/domain/incoming/incoming-event.ts';
import { account as storedAccount, lead as storedLead } from '#shared/domain/people/people.ts';
import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import { storedRecord, type StoredRecord } from '#shared/domain/records/record.ts';

import { response as storedResponse, type Response } from '#shared/domain/surveys/response.ts';

const recordCodec = plain(storedRecord);
const responseCodec = plain(storedResponse);

/** Enrollments as their changes left them, in the order of the stream; removals are none. @throws StoredItemError */
export function changedEnrollments(
  records: readonly DynamoDBRecord[],
): { enrollment: Enrollment; sequenceNumber: string }[] {
  return records.flatMap((record) => {
    const enrollment = imageOf(record, 'enrollments', enrollmentCodec);
    const sequenceNumber = record.dynamodb?.SequenceNumber;
    return enrollment === undefined || sequenceNumber === undefined ? [] : [{ enrollment, sequenceNumber }];
  });
}

/** Records of leads and accounts as their changes left them, in the order of the stream. @throws StoredItemError */
export function changedRecords(
  records: readonly DynamoDBRecord[],
): { record: StoredRecord; sequenceNumber: string }[] {
  return records.flatMap((change) => {
    const record = imageOf(change, 'records', recordCodec);
    const sequenceNumber = change.dynamodb?.SequenceNumber;
    return record === undefined || sequenceNumber === undefined ? [] : [{ record, sequenceNumber }];
  });
}

/** Responses as their changes left them, in the order of the stream; removals are none. @throws StoredItemError */
export function changedResponses(
  records: readonly DynamoDBRecord[],
): { response: Response; sequenceNumber: string }[] {
  return records.flatMap((record) => {
    const response = imageOf(record, 'responses', responseCodec);
    const sequenceNumber = record.dynamodb?.SequenceNumber;
    return response === undefined || sequenceNumber === undefined ? [] : [{ response, sequenceNumber }];
  });
}

/** Activities that are new, each with its place in the stream. @throws StoredItemError */
export function numberedActivities(
  records: readonly DynamoDBRecord[],
): { activity: Activity; sequenceNumber: string }[] {
  return records.flatMap((record) => {
    const isNew = record.eventName === 'INSERT';
    const activity = isNew ? imageOf(record, 'activities', activityCodec) : undefined;
    return activity === undefined
      ? []
      : [{ activity, sequenceNumber: record.dynamodb?.SequenceNumber ?? '' }];
  });
}

const writeCodec = plain(storedWrite);

/** Writes to CRMs as their last changes left them. @throws StoredItemError */
export function changedCrmWrites(records: readonly DynamoDBRecord[]): CrmWrite[] {
  const writes = records.flatMap((record) => imageOf(record, 'crm-writes', writeCodec) ?? []);
  return [...new Map(writes.map((write) => [`${write.organisation}#${write.id}`, write])).values()];
}

const leadCodec = plain(storedLead);

/** Leads that are new or were changed; of those that went nobody needs to look. */
export function changedLeads(records: readonly DynamoDBRecord[]): ChangedSubject[] {
  return records.flatMap((record) => {
    const lead = imageOf(record, 'leads', leadCodec);
    return lead === undefined
      ? []
      : [{ organisation: lead.organisation, subject: { kind: 'lead' as const, id: lead.id } }];
  });
}

const accountCodec = plain(storedAccount);

/** Accounts that are new or were changed. @throws StoredItemError */
export function changedAccounts(records: readonly DynamoDBRecord[]): ChangedAccount[] {
  return records.flatMap((record) => {
    const account = imageOf(record, 'accounts', accountCodec);
    return account === undefined ? [] : [{ organisation: account.organisation, accountId: account.id }];
  });
}

const incomingCodec = plain(storedIncomingEvent);

/** Messages of services that nobody has tried to work off yet, in the order of the stream. @throws StoredItemError */
export function newIncomingEvents(
  records: readonly DynamoDBRecord[],
): { event: IncomingEvent; sequenceNumber: string }[] {
  return records.flatMap((record) => {
    const event = imageOf(record, 'incoming-events', incomingCodec);
    const sequenceNumber = record.dynamodb?.SequenceNumber;
    if (event?.state.status !== 'waiting' || event.state.tries > 0 || sequenceNumber === undefined) return [];
    return [{ event, sequenceNumber }];
  });
}

function imageOf<T>(record: DynamoDBRecord, table: string, codec: Codec<T>): T | undefined {
  const image = record.dynamodb?.NewImage;
  if (image === undefined) return undefined;
  return readItem(table, codec, unmarshall(image as Parameters<typeof unmarshall>[0]) as Item);
}
