import { nextAllowed } from '../scheduling/windows.ts';
import { localDate, plusDays, startOfDay } from '../time/zones.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import { awayAlone, type Sender } from './planning.ts';

/** The next day on which a sender, or who stands in, works, after today. */
export function nextWorkingDay(sender: Sender, now: Instant): LocalDate {
  const { zone } = sender.user;
  const { workingDays, workingHours, holidays } = sender.settings;
  // On days away with a delegate it opens too: what queues is handed over.
  const absences = awayAlone(sender);
  const tomorrow = startOfDay(plusDays(localDate(now, zone), 1), zone);
  const opening = nextAllowed(tomorrow, { zone, workingDays, workingHours, holidays, absences });
  return localDate(opening.kind === 'allowed' ? opening.at : tomorrow, zone);
}
