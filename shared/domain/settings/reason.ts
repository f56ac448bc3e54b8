import * as z from 'zod/mini';
import { settingSource, wallClockOddity } from '../kernel/reason.ts';
import { number, text, userIdText } from '../kernel/shapes.ts';
import { instant } from '../time/instant-text.ts';
import { textOf } from '../time/instants.ts';
import { settingNames } from './settings.ts';

const kinds = z.discriminatedUnion('kind', [
  /** A setting, and who decided it. */
  z.object({ kind: z.literal('setting'), setting: z.enum(settingNames), source: settingSource }),
  /** The step's own wait, hour of day or weekdays (D3). */
  z.object({ kind: z.literal('step'), rule: z.enum(['wait', 'hour', 'weekdays']) }),
  wallClockOddity,
  /** Something that the lead did or is. */
  z.object({
    kind: z.literal('lead'),
    fact: z.enum([
      'unsubscribed',
      'bounced',
      'complained',
      'suppressed-by-hand',
      'converted',
      'disqualified',
      'replied',
      'auto-replied',
      'no-address',
      'survey-completed',
    ]),
    at: z.optional(instant),
  }),
  /** A decision of a person. */
  z.object({ kind: z.literal('person'), userId: userIdText, note: z.optional(text) }),
  /** What the provider answered. */
  z.object({ kind: z.literal('provider'), code: text, message: text }),
  /** An action of a workflow (B). `chain`: the workflows that led to it, oldest first, itself last. */
  z.object({ kind: z.literal('workflow'), workflow: text, run: text, chain: z.array(text) }),
  /** A filter began to match (E1). */
  z.object({ kind: z.literal('automation'), automation: text }),
  /** A record of the CRM met the conditions of a rule (A13). */
  z.object({ kind: z.literal('crm-rule'), rule: text }),
  /** Variables that the template names and nothing fills (D8). */
  z.object({ kind: z.literal('content'), missing: z.array(text) }),
  /**
   * The client was invited by a feedback sequence lately (C3, C4). `between`: by the `same` one or a `different` one, which
   * is `last`; `sequence`: whose setting the days are.
   */
  z.object({
    kind: z.literal('interval'),
    between: z.enum(['same', 'different']),
    sequence: text,
    last: text,
    days: number,
    since: instant,
  }),
  /** A rule of the engine itself. */
  z.object({
    kind: z.literal('engine'),
    rule: z.enum([
      'all-steps-done',
      'sequence-deleted',
      'sender-inactive',
      'outcome-unknown',
      'settled-by-event',
      'pause-ended',
      'late-wake-up',
      'place-kept',
      'older-first',
      'no-addressee',
      'no-longer-matches',
      'automation-ended',
      'step-withdrawn',
    ]),
  }),
]);

/**
 * Why an outcome came about (F2): data, put into words only at the edge. It is read from its short text too, see
 * {@link encodeReason}; encoding by the schema gives an object.
 */
export const reason = z.codec(z.unknown(), kinds, {
  decode: expand as (stored: unknown) => z.input<typeof kinds>,
  encode: (because) => because,
});
export type Reason = z.output<typeof reason>;

/**
 * A reason as it is stored with every step. The frequent ones are one text, `setting:workingHours:group:g1`, `step:hour`,
 * `calendar:dst-gap`, `lead:replied`, `engine:pause-ended`; the others, which hold words of people and providers, are
 * objects.
 */
export function encodeReason(because: Reason): string | Reason {
  switch (because.kind) {
    case 'setting':
      return `setting:${because.setting}:${because.source.level}:${because.source.id}`;
    case 'step':
    case 'calendar':
    case 'engine':
      return `${because.kind}:${because.rule}`;
    case 'lead':
      return `lead:${because.fact}${because.at === undefined ? '' : `:${textOf(because.at)}`}`;
    case 'interval': {
      const { between, sequence, last, days, since } = because;
      return `interval:${between}:${sequence}:${last}:${days}:${textOf(since)}`;
    }
    case 'person':
    case 'provider':
    case 'workflow':
    case 'automation':
    case 'crm-rule':
    case 'content':
      return because;
  }
}

function expand(stored: unknown): unknown {
  if (typeof stored !== 'string') return stored;
  const [kind, what, ...rest] = stored.split(':');
  switch (kind) {
    case 'setting':
      return { kind, setting: what, source: { level: rest[0], id: rest.slice(1).join(':') } };
    case 'lead':
      return { kind, fact: what, ...(rest.length > 0 && { at: rest.join(':') }) };
    case 'interval': {
      const [sequence, last, days, ...since] = rest;
      return { kind, between: what, sequence, last, days: Number(days), since: since.join(':') };
    }
    case undefined:
    default:
      // Any other kind has a rule; the schema says which kinds there are.
      return { kind, rule: what };
  }
}
