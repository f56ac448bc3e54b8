import type { Settings } from '#shared/domain/settings/settings.ts';

/** Values that somebody decided at a level, from when they may have held and from when they surely did. */
export type Decided = { scope: string; values: Partial<Settings>; begun: number; sure: number | undefined };

/** After which nothing may go out any more that was not claimed before. */
export type Ended = {
  why:
    | 'stopped'
    | 'moved'
    | 'replied'
    | 'unsubscribed'
    | 'bounced'
    | 'complained'
    | 'converted'
    | 'disqualified'
    | 'deleted'
    /** The survey that it asked was sent off (C2). */
    | 'completed';
  /** What ended: one enrollment, all of a lead, or all of a sequence. */
  of: { enrollment: string } | { lead: string } | { sequence: string };
  /** The address that a notification was about. */
  address?: string;
  order: number;
};

export type Enrolled = {
  enrollment: string;
  lead: string;
  sequence: string;
  user: string;
  begun: number;
  sure: number;
};

/** A hold by a person, between when it was surely begun and when its release was asked for. */
export type Held = { id: string; sure: number; released: number };

/** An enrollment that a person paused, between when it surely was and when somebody may have resumed it. */
export type Paused = { enrollment: string; sure: number; resumed: number };

/** What an offer was written to be, and when it was sent to the lead, in epoch milliseconds. */
export type Offered = {
  source: string;
  lead: string;
  status: string;
  sentAt: number | undefined;
  begun: number;
  sure: number | undefined;
};

/** A page of a survey that a lead sent, and when that surely was kept. */
export type Answered = {
  enrollment: string;
  lead: string;
  /** How satisfied the lead is, 0 to 10. */
  score: number;
  asksForService: boolean;
  /** Whether it sent the survey off. */
  completes: boolean;
  begun: number;
  sure: number | undefined;
};

/** A call or booking that somebody told of, and when that surely was kept. */
export type Told = {
  what: 'call' | 'booking';
  /** By what it is known again: its length in seconds, the name of the demo. */
  mark: string;
  /** The number or address of the person. */
  whom: string;
  /** Nobody may believe it. */
  isForged: boolean;
  begun: number;
  sure: number | undefined;
};

/** What people did and what they were told, by the order in which it happened: what the auditor may hold the engine to. */
export class History {
  readonly decided: Decided[] = [];
  readonly ended: Ended[] = [];
  readonly enrolled: Enrolled[] = [];
  readonly held: Held[] = [];
  readonly paused: Paused[] = [];
  /** Custom tasks by name: when they were asked for, and when they ought to have appeared where that is over. */
  readonly planned = new Map<string, { begun: number; expected?: number }>();
  /** Sends that a person had tried once more. */
  readonly resent = new Set<string>();
  /** Enrollments that somebody meddled with. */
  readonly touched = new Set<string>();
  /** What was asked for, whether or not it was answered: `<why> <whom>`. */
  readonly tried = new Set<string>();
  /** What records were written to be, by when it was asked for and when it surely was. */
  readonly offers: Offered[] = [];
  /** What leads answered to which survey, in the order in which it was sent. */
  readonly answers: Answered[] = [];
  /** When the automation `AUTOMATION` was asked to be switched, and when that was answered. */
  readonly switched: { on: boolean; begun: number; sure: number | undefined; sureAt?: number }[] = [];
  /** Calls and bookings, whoever told of them. */
  readonly told: Told[] = [];
  /** When people let the CRM rule go on; `at` in epoch milliseconds. */
  readonly wentOn: { begun: number; at: number }[] = [];
  /** Requests that were answered by what is no answer, of no fault of ours. */
  readonly faults: string[] = [];

  /** Values of a level that may have held at some moment between two, the latest last. */
  possible(scope: string, from: number, to: number): Partial<Settings>[] {
    const ofScope = this.decided.filter((one) => one.scope === scope && one.begun <= to);
    const lastSure = ofScope.findLastIndex(({ sure }) => sure !== undefined && sure <= from);
    const values = ofScope.slice(Math.max(0, lastSure)).map((one) => one.values);
    // Before anybody decided, nothing was.
    return lastSure === -1 ? [{}, ...values] : values;
  }

  /** From now on a paused enrollment may be under way again. */
  mayGoOn(enrollment: string, order: number): void {
    for (const paused of this.paused)
      if (paused.enrollment === enrollment) paused.resumed = Math.min(paused.resumed, order);
  }

  /** Whether settings of a level changed, or may have, between two moments. */
  changed(from: number, to: number): boolean {
    return this.decided.some(({ begun, sure }) => begun <= to && (sure ?? Infinity) >= from);
  }
}
