import * as z from 'zod';
import { day, zone } from '#shared/contracts/api/values.ts';
import { utc } from '#shared/domain/time/utc.ts';
import { weekdays } from '#shared/domain/time/weekday.ts';
import { nextAllowed } from '#shared/domain/scheduling/windows.ts';
import { defaultSettings } from '#shared/domain/settings/settings.ts';
import { textOf, toInstant } from '#shared/domain/time/instants.ts';
import type { Settings } from '#shared/domain/settings/settings.ts';
import type { InstantText } from '../clock.ts';
import type { Plan } from './plan.ts';

const settings = z.looseObject({
  workingDays: z.array(z.enum(weekdays)).optional(),
  workingHours: z.array(z.object({ from: z.string(), to: z.string() })).optional(),
  holidays: z.object({ country: z.string().nullable(), extra: z.array(day) }).optional(),
  absences: z.array(z.object({ from: day, to: day, standIn: z.string().nullable() })).optional(),
});
const user = z.looseObject({ zone: zone.default(utc), settings: settings.default({}) });

type AbsenceView = 'workingDays' | 'workingHours' | 'holidays' | 'absences';

/** When a rep of the demo does something meant for an instant: then, or at the beginning of the next working hours. */
export function repAt(plan: Plan, userId: string, at: InstantText): InstantText {
  const { zone, settings: own } = user.parse(plan.users[userId] ?? {});
  const ofAll = settings.parse(plan.organisation);
  const decided = <Name extends AbsenceView>(name: Name) => ({
    value: (own[name] ?? ofAll[name] ?? defaultSettings[name]) as Settings[Name],
    source: { level: 'default' as const, id: 'default' },
  });
  const allowed = nextAllowed(toInstant(at), {
    zone,
    workingDays: decided('workingDays'),
    workingHours: decided('workingHours'),
    holidays: decided('holidays'),
    absences: decided('absences'),
  });
  return allowed.kind === 'allowed' ? textOf(allowed.at) : at;
}
