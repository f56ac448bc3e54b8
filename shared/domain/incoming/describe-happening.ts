import { describeInstant } from '../activity/describe-reason.ts';
import type { Happening } from './incoming-event.ts';

const booked = { booked: 'booked', cancelled: 'cancelled', moved: 'moved' } as const;

/** What a service told of, in one sentence; times are in UTC. */
export function describeHappening(happening: Happening | undefined): string {
  switch (happening?.type) {
    case undefined:
      return 'Not read yet';
    case 'call': {
      const { direction, missed, phone, at, seconds } = happening;
      const what = missed ? (direction === 'incoming' ? 'Missed call' : 'Unanswered call') : 'Call';
      const lasting = missed ? '' : `, ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
      return `${what} ${direction === 'incoming' ? 'from' : 'to'} ${phone} at ${describeInstant(at)}${lasting}`;
    }
    case 'booking': {
      const { what, name, invitee, email, startsAt } = happening;
      const person = invitee === undefined ? email : `${invitee} (${email})`;
      return `“${name}” ${booked[what]} by ${person}: ${describeInstant(startsAt)}`;
    }
    case 'crm-changed':
      return 'Records of the CRM were changed';
  }
}
