import type { Zone } from '#shared/domain/kernel/instant.ts';
import type { Step } from '#shared/domain/sequences/step.ts';
import type { Absence, Settings } from '#shared/domain/settings/settings.ts';
import type { ProviderBehaviour } from '../memory/memory-sender.ts';

/** What people, leads and the provider can do to a running sequence. */
export const acts = [
  'enroll',
  'pause',
  'pause-for',
  'resume',
  'stop',
  'move',
  'unsubscribe',
  'convert',
  'reply',
  'auto-reply',
  'complete-task',
  'skip-task',
  'event',
  'change-settings',
  'edit',
  'settle-unknown',
] as const;
export type ActKind = (typeof acts)[number];

/** One act: how many minutes after the one before, on which of the candidates, and a number to vary it by. */
export type Act = { kind: ActKind; after: number; pick: number; vary: number };

/** A history to live through. */
export type History = {
  zone: Zone;
  leadZones: (Zone | undefined)[];
  steps: Partial<Step>[];
  edited: Partial<Step>[];
  settings: Partial<Settings>;
  changed: Partial<Settings>;
  /** When the sender is away; entered at the start, or with the first change of settings. */
  absences: Absence[];
  enteredLate: boolean;
  /** Zone of the colleague who may stand in. */
  colleagueZone: Zone;
  acts: Act[];
  /** By number of call, around. */
  provider: ProviderBehaviour[];
  /** What happens while the provider is called, by number of call, around; undefined: nothing. */
  meanwhile: (Act | undefined)[];
  /** Wake-ups that come twice, late or never, and a death; undefined: each comes once, exactly. */
  chaos?: { twice: number; lateMinutes: number; lost: number; dieAt: number; before: boolean } | undefined;
};
