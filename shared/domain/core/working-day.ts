import { nextAllowed, type WindowRules } from '../scheduling/windows.ts';
import { localDate, plusDays, startOfDay } from '../time/zones.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import { awayAlone, type Sender } from './planning.ts';

/** When a sender works, whatever the step (A1, A2, F7): what shuts a day, and the hours of one that is open. */
export function workingTimeOf({ user: { zone }, settings }: Sender): WindowRules {
  const { workingDays, workingHours, holidays, absences } = settings;
  return { zone, workingDays, workingHours, holidays, absences };
}

/** The next day on which a sender, or who stands in, works, after today. */
export function nextWorkingDay(sender: Sender, now: Instant): LocalDate {
  const { zone } = sender.user;
  const tomorrow = startOfDay(plusDays(localDate(now, zone), 1), zone);
  // On days away with a delegate it opens too: what queues is handed over.
  const opening = nextAllowed(tomorrow, { ...workingTimeOf(sender), absences: awayAlone(sender) });
  return localDate(opening.kind === 'allowed' ? opening.at : tomorrow, zone);
}
