import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import type { OutgoingMail, OutgoingSms } from '#shared/domain/core/message.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { Step } from '#shared/domain/sequences/step.ts';
import { defaultSettings, type Absence, type Settings } from '#shared/domain/settings/settings.ts';
import type { World } from '../world.ts';
import type { History } from './history.ts';

/** Another sequence, which leads are moved to. */
export const OTHER = 'autumn';
/** Who may stand in for the sender. */
export const COLLEAGUE = 'paul';

/** One call of the provider, with what was stored at that moment. */
export type Call = {
  at: Instant;
  channel: 'mail' | 'sms';
  key: string;
  reached: boolean;
  refused: boolean;
  /** A person found that it did not arrive, and had it sent again: it does not count for the cap any more. */
  settledAsLost: boolean;
  messageId: string;
  message: OutgoingMail | OutgoingSms;
  enrollment: Enrollment;
  /** In whose name, as whoever checks the call finds. */
  by?: string;
};

/** A history that is being lived through, up to now. */
export type Lived = {
  readonly history: History;
  readonly w: World;
  readonly calls: Call[];
  /** Every change of an enrollment, in order. */
  readonly changes: Enrollment[];
  settings: Partial<Settings>;
  absences: Absence[];
  readonly changedSettings: boolean;
  /** Steps by version of the sequence; the last one is published. */
  readonly versions: Map<number, Step[]>;
};

/** The settings of the sender at this moment. */
export const inForce = ({ settings }: Lived): Settings => ({ ...defaultSettings, ...settings });
