/** The list that one came from, kept for this tab, so that a lead leads on to the next one. */
const KEPT = 'relance.lead-order';

export type LeadOrder = {
  ids: readonly string[];
  /** The filters of the list, to go back to it. */
  search: Record<string, string | undefined>;
};

/** Keeps the ids of the leads that are listed now, in their order. */
export function keepLeadOrder(order: LeadOrder): void {
  sessionStorage.setItem(KEPT, JSON.stringify(order));
}

/** The list that was kept last; without one, no leads. */
export function keptLeadOrder(): LeadOrder {
  const kept = sessionStorage.getItem(KEPT);
  return kept === null ? { ids: [], search: {} } : (JSON.parse(kept) as LeadOrder);
}
