import type { Item } from '#shared/contracts/stored/codec.ts';

/** The right to call the provider once for a step, as it was written. */
export type Written = { enrollment: string; step: string; attempt: number; order: number; process: string };

/** The claims that were written, in order: what was claimed before something else happened may still go out. */
export class Claims {
  readonly all: Written[] = [];
  /** Every enrollment as each change left it, as stored, by `<id>#<revision>`. */
  readonly changes = new Map<string, Item>();

  /** Notes the claim of an enrollment that was just written, if it is a new one. */
  written(item: Item, before: Item | undefined, order: number, process: string): void {
    this.changes.set(`${item.sort}#${String(item['revision'])}`, item);
    const claim = claimOf(item);
    if (claim === undefined) return;
    const former = before === undefined ? undefined : claimOf(before);
    if (former?.step === claim.step && former.attempt === claim.attempt) return;
    this.all.push({ enrollment: item.sort, step: claim.step, attempt: claim.attempt, order, process });
  }
}

function claimOf(item: Item): { step: string; attempt: number } | undefined {
  const claim = item['claim'] as { step: string; attempt: number } | undefined;
  return claim;
}
