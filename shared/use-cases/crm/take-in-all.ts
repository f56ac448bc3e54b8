import { linkId } from '../../domain/crm/crm-link.ts';
import type { CrmRecord } from '../../domain/crm/crm-object.ts';
import { cutText } from '../../domain/kernel/cut-text.ts';
import { inChunks } from '../../domain/kernel/in-chunks.ts';
import { ItemTooLargeError } from '../../ports/item-too-large-error.ts';
import type { ConnectionPorts } from '../connections/connection-ports.ts';
import { takeInAccount } from './take-in-account.ts';
import type { TakeInContext } from './take-in-context.ts';
import { takeInPerson } from './take-in-person.ts';
import type { TakenIn } from './taken-in.ts';

/** Records of different people that are worked on side by side. */
const SIDE_BY_SIDE = 8;
/** Kept of why a record was passed over: some fifty of them are in one item. */
const longestWhy = 500;
/** Times that a record is tried when somebody else changes the same lead at that moment. */
const ROUNDS = 3;

/** What became of a page of records: counted, and those that could not be taken in with what to mend. */
export type TakenInAll = {
  taken: number;
  changed: number;
  passedOver: { record: string; why: string }[];
};

/**
 * Takes records in: those of one id in their order, those of different ones side by side. What is broken about one keeps
 * no other waiting; what is broken about the CRM or the store is thrown, and the page comes again.
 */
export async function takeInAll(
  ports: ConnectionPorts,
  context: TakeInContext,
  records: readonly CrmRecord[],
): Promise<TakenInAll> {
  const report: TakenInAll = { taken: 0, changed: 0, passedOver: [] };
  const byId = [...Map.groupBy(records, ({ id }) => id).values()];
  await inChunks(byId, SIDE_BY_SIDE, async (some) => {
    for (const record of some) {
      const done = await takeInOrSay(ports, context, record);
      const name = linkId(context.kind, record.object, record.id);
      if (done.outcome === 'refused')
        report.passedOver.push({ record: name, why: cutText(done.why ?? '', longestWhy) });
      else report.taken += 1;
      if (done.outcome === 'create' || done.outcome === 'change') report.changed += 1;
    }
  });
  return report;
}

/** One that no item can hold keeps the others waiting no more than another that is broken. */
async function takeInOrSay(
  ports: ConnectionPorts,
  context: TakeInContext,
  record: CrmRecord,
): Promise<TakenIn> {
  try {
    return await takeInOne(ports, context, record);
  } catch (error) {
    if (!(error instanceof ItemTooLargeError)) throw error;
    return {
      outcome: 'refused',
      why: 'Its mapped fields are longer than can be kept: shorten them, or map fewer.',
    };
  }
}

async function takeInOne(
  ports: ConnectionPorts,
  context: TakeInContext,
  record: CrmRecord,
): Promise<TakenIn> {
  if (record.object === 'account') return takeInAccount(ports, context, record);
  for (let round = 1; ; round += 1) {
    const done = await takeInPerson(ports, context, record);
    if (done.outcome !== 'refused' || done.again !== true || round === ROUNDS) return done;
  }
}
