import type { Instant } from './instant.ts';

/** Where a setting was decided: the nearest level replaces the whole value. */
export type SettingSource = { level: 'user' | 'group' | 'organisation' | 'default'; id: string };

/** A value as it applies, and who decided it. */
export type Sourced<Value> = { value: Value; source: SettingSource };

/** Why an outcome came about (F2): data, put into words only at the edge. `Setting`: the names of the settings there are. */
export type ReasonOf<Setting extends string> =
  /** A setting, and who decided it. */
  | { kind: 'setting'; setting: Setting; source: SettingSource }
  /** The step's own wait, hour of day or weekdays (D3). */
  | { kind: 'step'; rule: 'wait' | 'hour' | 'weekdays' }
  /** A wall-clock time that the day does not have, or has twice (A2). */
  | { kind: 'calendar'; rule: 'dst-gap' | 'dst-fold' }
  /** Something that the lead did or is. */
  | {
      kind: 'lead';
      fact:
        | 'unsubscribed'
        | 'bounced'
        | 'complained'
        | 'suppressed-by-hand'
        | 'converted'
        | 'disqualified'
        | 'replied'
        | 'auto-replied'
        | 'no-address';
      at?: Instant | undefined;
    }
  /** A decision of a person. */
  | { kind: 'person'; userId: string; note?: string | undefined }
  /** What the provider answered. */
  | { kind: 'provider'; code: string; message: string }
  /** An action of a workflow (B). `chain`: the workflows that led to it, oldest first, itself last. */
  | { kind: 'workflow'; workflow: string; run: string; chain: string[] }
  /** Variables that the template names and nothing fills (D8). */
  | { kind: 'content'; missing: string[] }
  /** A rule of the engine itself. */
  | {
      kind: 'engine';
      rule:
        | 'all-steps-done'
        | 'sequence-deleted'
        | 'sender-inactive'
        | 'outcome-unknown'
        | 'settled-by-event'
        | 'pause-ended'
        | 'late-wake-up'
        | 'place-kept'
        | 'older-first';
    };
