import {
  Ban,
  CalendarClock,
  Check,
  CircleAlert,
  CirclePause,
  CirclePlay,
  CircleStop,
  Eye,
  FileText,
  ListTodo,
  Mail,
  MousePointerClick,
  Phone,
  Reply,
  Star,
  UserRound,
  type LucideIcon,
} from 'lucide-react';
import { classes } from '../../ui/class-names.ts';

/** The first beginning of a type's name that fits decides. */
const icons: readonly (readonly [string, LucideIcon, string])[] = [
  ['sent', Mail, 'text-accent'],
  ['delivered', Check, 'text-good'],
  ['opened', Eye, 'text-good'],
  ['clicked', MousePointerClick, 'text-good'],
  ['replied', Reply, 'text-good'],
  ['auto-replied', Reply, 'text-soft'],
  ['bounced', CircleAlert, 'text-bad'],
  ['complained', CircleAlert, 'text-bad'],
  ['rejected', CircleAlert, 'text-bad'],
  ['rendering-failed', CircleAlert, 'text-bad'],
  ['failed', CircleAlert, 'text-bad'],
  ['outcome-unknown', CircleAlert, 'text-warn'],
  ['delayed', CalendarClock, 'text-warn'],
  ['unsubscribed', Ban, 'text-warn'],
  ['suppress', Ban, 'text-warn'],
  ['call-', Phone, 'text-accent'],
  ['task-', ListTodo, 'text-accent'],
  ['custom-task', ListTodo, 'text-accent'],
  ['paused', CirclePause, 'text-soft'],
  ['held', CirclePause, 'text-soft'],
  ['resumed', CirclePlay, 'text-soft'],
  ['enrolled', CirclePlay, 'text-accent'],
  ['stopped', CircleStop, 'text-soft'],
  ['finished', CircleStop, 'text-good'],
  ['scored', Star, 'text-soft'],
  ['qualified', Star, 'text-accent'],
  ['survey', FileText, 'text-accent'],
  ['feedback', FileText, 'text-accent'],
  ['record', FileText, 'text-soft'],
  ['planned', CalendarClock, 'text-soft'],
  ['queued', CalendarClock, 'text-soft'],
  ['deferred', CalendarClock, 'text-soft'],
];

/** A picture of what happened, beside its words. */
export function EventIcon({ type }: { type: string }) {
  const [, Icon, color] = icons.find(([start]) => type.startsWith(start)) ?? ['', UserRound, 'text-soft'];
  return <Icon size={16} aria-hidden className={classes('mt-0.5 shrink-0', color)} />;
}
