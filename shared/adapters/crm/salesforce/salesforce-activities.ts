import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { textOf } from '#shared/domain/time/instants.ts';
import type { CrmActivity, CrmWritten } from '#shared/ports/crm.ts';
import { query } from './salesforce-records.ts';
import type { SalesforceRest } from './salesforce-rest.ts';
import { savedRows, whereGone, writtenOf } from './salesforce-write.ts';
import { isId, listed, quoted } from './soql.ts';

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_task.htm */
const MOST_SUBJECT = 255;
const MOST_DESCRIPTION = 32_000;
/** Pages of tasks of a day that are looked through. */
const MOST_PAGES = 20;

/**
 * Writes activities as tasks that are done; a note is one too, since notes of Salesforce are not shown beside the history
 * everywhere. Salesforce has no field of its own that tells a task from the same one again, and a text of many lines is
 * not looked for, so each ends with a mark made of its key: what is about the same records, of the same days and carries
 * the mark is there already. By one writer at a time, as all writing is.
 */
export async function addActivities(
  rest: SalesforceRest,
  activities: readonly CrmActivity[],
): Promise<CrmWritten[]> {
  if (activities.length === 0) return [];
  const there = await marksThere(rest, activities);
  const wanted = activities.filter(({ about, key }) => isId(about.id) && !there.has(markOf(key)));
  const answers = wanted.length === 0 ? [] : await create(rest, wanted);
  const by = new Map(wanted.map(({ key }, n) => [key, answers[n]]));
  return activities.map(({ about, key }) =>
    !isId(about.id) ? { kind: 'gone' } : (by.get(key) ?? { kind: 'written' }),
  );
}

/** The end of a task’s text by which it is known again. */
function markOf(key: string): string {
  return `[Relance ${createHash('sha256').update(key).digest('base64url').slice(0, 22)}]`;
}

async function marksThere(rest: SalesforceRest, activities: readonly CrmActivity[]): Promise<Set<string>> {
  const idsOf = (people: boolean): string[] => [
    ...new Set(
      activities
        .filter(({ about }) => isId(about.id) && (about.object !== 'account') === people)
        .map(({ about }) => about.id),
    ),
  ];
  const [who, what] = [idsOf(true), idsOf(false)];
  const about = [
    ...(who.length > 0 ? [`WhoId IN ${listed(who)}`] : []),
    ...(what.length > 0 ? [`WhatId IN ${listed(what)}`] : []),
  ];
  if (about.length === 0) return new Set();
  const days = [...new Set(activities.map(dayOf))];
  const marks = new Set<string>();
  const soql = `SELECT Id, Description, SystemModstamp FROM Task WHERE (${about.join(' OR ')}) AND ActivityDate IN (${days.join(', ')})`;
  // Long texts come a few at a time.
  for (let after = '', page = 0; page < MOST_PAGES; page++) {
    const behind = after === '' ? '' : ` AND Id > ${quoted(after)}`;
    const { rows, done } = await query(rest, `${soql}${behind} ORDER BY Id ASC`);
    for (const { Description: text } of rows) if (typeof text === 'string') marks.add(lastLine(text));
    after = rows.at(-1)?.Id ?? '';
    if (done || after === '') break;
  }
  return marks;
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1).trim();
}

/** The day there: without a zone, by UTC. */
function dayOf({ at }: CrmActivity): string {
  return textOf(at).slice(0, 10);
}

async function create(rest: SalesforceRest, activities: readonly CrmActivity[]): Promise<CrmWritten[]> {
  const status = await doneStatus(rest);
  const records = activities.map((activity) => ({
    attributes: { type: 'Task' },
    [activity.about.object === 'account' ? 'WhatId' : 'WhoId']: activity.about.id,
    Subject: activity.subject.slice(0, MOST_SUBJECT),
    Description: describedAs(activity),
    ActivityDate: dayOf(activity),
    Status: status,
    ...(activity.ownerId !== undefined && { OwnerId: activity.ownerId }),
    ...(activity.call && { TaskSubtype: 'Call' }),
    ...(activity.call &&
      activity.seconds !== undefined && { CallDurationInSeconds: Math.round(activity.seconds) }),
  }));
  const body = { allOrNone: false, records };
  const answers = await rest.ask(
    { method: 'POST', path: '/composite/sobjects', body, changes: true },
    savedRows,
  );
  return Promise.all(
    activities.map(async ({ about }, n) => {
      const code = answers[n]?.errors?.[0]?.statusCode;
      const gone =
        code === 'ENTITY_IS_DELETED' || code === 'INVALID_CROSS_REFERENCE_KEY'
          ? (await whereGone(rest, about.object, [about.id])).get(about.id)
          : undefined;
      return writtenOf(answers[n], gone);
    }),
  );
}

function describedAs({ key, body }: CrmActivity): string {
  const mark = markOf(key);
  return body === undefined || body === ''
    ? mark
    : `${body.slice(0, MOST_DESCRIPTION - mark.length - 2)}\n\n${mark}`;
}

const statuses = z.string();

/** What a task that is done is called in this organisation. */
async function doneStatus(rest: SalesforceRest): Promise<string> {
  const soql =
    'SELECT Id, ApiName, SystemModstamp FROM TaskStatus WHERE IsClosed = true ORDER BY SortOrder ASC LIMIT 1';
  const { rows } = await query(rest, soql);
  const read = statuses.safeParse(rows[0]?.['ApiName']);
  return read.success ? read.data : 'Completed';
}
