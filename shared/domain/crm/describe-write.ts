import { assertNever } from '../kernel/assert-never.ts';
import { OWNER } from './decide-take-in.ts';
import type { CrmWrite } from './crm-write.ts';

/** What is written, as one English sentence. */
function describeWrite({ work, object, withdrawn }: Pick<CrmWrite, 'work' | 'object' | 'withdrawn'>): string {
  if (withdrawn === true) return 'A newer status took the conversion of the lead back before it was begun.';
  switch (work.kind) {
    case 'fields': {
      const values = Object.entries(work.fields).map(([field, value]) =>
        value === null ? `${nameOf(field)} is emptied` : `${nameOf(field)} becomes “${value}”`,
      );
      return `Of the ${object}: ${values.join(', ')}.`;
    }
    case 'convert':
      return `The lead is converted, with the status “${work.status}”.`;
    case 'activity':
      return `A ${work.as} beside the ${object}: “${work.subject}”.`;
    default:
      return assertNever(work);
  }
}

const nameOf = (field: string): string => (field === OWNER ? 'the owner' : field);

/** A write as it is shown. */
export function viewOfWrite(write: CrmWrite) {
  const { id, object, theirId, ours, work, state, askedAt } = write;
  return {
    id,
    object,
    theirId,
    ours,
    what: work.kind,
    says: describeWrite(write),
    state: state.status,
    ...((state.status === 'pending' || state.status === 'unknown') && { nextAt: state.nextAt }),
    tries: state.status === 'written' ? 0 : state.tries,
    ...('why' in state && state.why !== undefined && { why: state.why }),
    askedAt,
  };
}
