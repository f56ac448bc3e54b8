import { assertNever } from '../kernel/assert-never.ts';
import type { FieldChange, RecordEvent } from '../records/record-events.ts';

/** What happened to a record, as one English sentence (E1, F2). */
export function describeRecordEvent(event: RecordEvent): string {
  const record = `the ${event.recordType} “${event.sourceId}”`;
  const by = event.by ?? 'A program';
  switch (event.type) {
    case 'record-created':
      return `${by} created ${record}.`;
    case 'record-changed':
      return `${by} changed ${record}: ${event.changes.map(describeChange).join(', ')}.`;
    case 'record-deleted':
      return `${by} deleted ${record}.`;
    default:
      return assertNever(event);
  }
}

function describeChange({ field, from, to }: FieldChange): string {
  if (to === undefined) return `${field} is empty now (was “${from ?? ''}”)`;
  return from === undefined ? `${field} is “${to}”` : `${field} went from “${from}” to “${to}”`;
}
