/** One line of the table that `npm run bench` prints. Only counts, ratios and computed prices are compared. */
export type Row = {
  what: string;
  measured: string;
  /** The figure alone, for comparisons over time: dollars or a ratio; absent: it says too little by itself. */
  value?: number;
  budget: string;
  /** `info`: shown for comparison, no budget of its own. */
  met: 'yes' | 'no' | 'info';
  /** What the figure is made of, one line each, and what was assumed. */
  details: string[];
};

/** Whether a figure keeps its budget. */
export function isMet(...kept: boolean[]): Row['met'] {
  return kept.every(Boolean) ? 'yes' : 'no';
}
