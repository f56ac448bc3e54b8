import * as z from 'zod/mini';
import type { SettingSource } from '../../domain/kernel/reason.ts';
import type { Reason } from '../../domain/settings/reason.ts';
import { textOf } from '../../domain/time/instants.ts';
import { instant } from '../instant.ts';
import { objectOf } from './object-of.ts';
import { settingName } from './settings.ts';

type Spelled = { [Kind in Reason['kind']]: z.ZodMiniType<Extract<Reason, { kind: Kind }>> };

const text = z.string();

/** Whose setting it was, as stored. */
export const storedSource = objectOf<SettingSource>()({
  level: z.enum(['user', 'group', 'organisation', 'default']),
  id: text,
});

const kinds = {
  setting: z.object({
    kind: z.literal('setting'),
    setting: settingName,
    source: storedSource,
  }),
  step: z.object({ kind: z.literal('step'), rule: z.enum(['wait', 'hour', 'weekdays']) }),
  calendar: z.object({ kind: z.literal('calendar'), rule: z.enum(['dst-gap', 'dst-fold']) }),
  lead: z.object({
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
    ]),
    at: z.optional(instant),
  }),
  person: z.object({ kind: z.literal('person'), userId: text, note: z.optional(text) }),
  provider: z.object({ kind: z.literal('provider'), code: text, message: text }),
  workflow: z.object({ kind: z.literal('workflow'), workflow: text, run: text, chain: z.array(text) }),
  content: z.object({ kind: z.literal('content'), missing: z.array(text) }),
  engine: z.object({
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
    ]),
  }),
} satisfies Spelled;

const options = Object.values(kinds) as [(typeof kinds)[Reason['kind']]];

/**
 * A reason as stored. The frequent ones are one text, since they are written with every step:
 * `setting:workingHours:group:g1`, `step:hour`, `calendar:dst-gap`, `lead:replied`, `engine:pause-ended`; the others, which
 * hold words of people and providers, are objects. Encoding by the schema gives an object; see {@link encodeReason}.
 */
export const storedReason: z.ZodMiniType<Reason> = z.codec(
  z.unknown(),
  z.discriminatedUnion('kind', options),
  { decode: expand as (stored: unknown) => z.input<(typeof options)[number]>, encode: (because) => because },
);

/** A reason in its stored form; see {@link storedReason}. */
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
    case 'person':
    case 'provider':
    case 'workflow':
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
    case undefined:
    default:
      // Any other kind has a rule; the schema says which kinds there are.
      return { kind, rule: what };
  }
}
