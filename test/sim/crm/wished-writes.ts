import { crmWrite } from '#shared/domain/crm/crm-write.ts';
import type { Item } from '#shared/contracts/stored/codec.ts';

/** That a value of a record of the CRM was wished: when that was noted, and since when it is. */
export type WishedValue = {
  theirId: string;
  field: string;
  value: string | null;
  /** Epoch milliseconds. */
  since: number;
  at: number;
  order: number;
};

/** What was wished of the CRM, as it was noted, in order. */
export class WishedWrites {
  readonly values: WishedValue[] = [];
  /** Names of wishes. */
  readonly keys = new Set<string>();

  written(
    item: Item,
    before: Item | undefined,
    { order, agenda }: { order: number; agenda: { now: number } },
  ): void {
    const [write, known] = [crmWrite.parse(item), before && crmWrite.parse(before)];
    if (write.wish === known?.wish) return;
    for (const key of write.keys ?? []) this.keys.add(key);
    const { theirId, work, since = {} } = write;
    const all =
      work.kind === 'fields' ? work.fields : work.kind === 'convert' ? { convert: work.status } : {};
    for (const [field, value] of Object.entries(all)) {
      // What was wished before and is under way still is no new wish.
      const was = known?.work.kind === 'fields' ? known.work.fields[field] : undefined;
      if (known !== undefined && was === value && known.since?.[field] === since[field]) continue;
      this.values.push({ theirId, field, value, since: since[field] ?? agenda.now, at: agenda.now, order });
    }
  }
}
