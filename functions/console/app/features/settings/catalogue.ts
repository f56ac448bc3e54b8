import type { ComponentType } from 'react';
import { msg, type Message } from '../../i18n/i18n.ts';
import { ProfileEditor } from './editors/organisation-editors.tsx';
import {
  BounceEditor,
  LatenessEditor,
  ScoringEditor,
  SkipReasonsEditor,
  UnsubscribeEditor,
} from './editors/rule-editors.tsx';
import {
  AbsencesEditor,
  HolidaysEditor,
  QuietHoursEditor,
  WindowZoneEditor,
  WorkingDaysEditor,
  WorkingHoursEditor,
} from './editors/time-editors.tsx';
import { MonthsEditor, ReplyDaysEditor, SentTextDaysEditor } from './editors/retention-editors.tsx';
import { CapEditor, MailDelayEditor, SwitchEditor, TrackingEditor } from './editors/volume-editors.tsx';
import { LeadWebhooksEditor } from './editors/webhook-editors.tsx';
import type { EditorProps, SettingName } from './values.ts';

type Entry<Name extends SettingName> = {
  label: Message;
  about: Message;
  /** Absent: it is decided on a page of its own. */
  editor?: ComponentType<EditorProps<Name>>;
  /** The only level at which it is decided. */
  only?: 'organisation' | 'user';
};

/** Every setting: what it is called, what it does, and how it is changed. */
export const catalogue: { [Name in SettingName]: Entry<Name> } = {
  profile: {
    label: msg('The organisation'),
    about: msg('Its name, postal address, time zone and language.'),
    editor: ProfileEditor,
    only: 'organisation',
  },
  sending: {
    label: msg('Sending domain'),
    about: msg('The domain that mails come from and links lead to.'),
    only: 'organisation',
  },
  workingDays: {
    label: msg('Working days'),
    about: msg('Mails and SMS go out, and tasks appear, on these days alone.'),
    editor: WorkingDaysEditor,
  },
  workingHours: {
    label: msg('Working hours'),
    about: msg('Mails and SMS go out, and tasks appear, in these hours alone.'),
    editor: WorkingHoursEditor,
  },
  windowZone: {
    label: msg('Whose clock counts'),
    about: msg('Working days and hours are read on the clock of the sender or of the lead.'),
    editor: WindowZoneEditor,
  },
  holidays: {
    label: msg('Public holidays'),
    about: msg('Nothing goes out on the public holidays of a country, and on further days of your own.'),
    editor: HolidaysEditor,
  },
  absences: {
    label: msg('Absences'),
    about: msg('Days on which a user is away, and who stands in.'),
    editor: AbsencesEditor,
    only: 'user',
  },
  maxMailsPerDay: {
    label: msg('Mails a day'),
    about: msg(
      'The most mails of one user a day, automated ones and those by hand together. The rest waits.',
    ),
    editor: CapEditor,
  },
  mailDelay: {
    label: msg('Time between mails'),
    about: msg('How far apart two automated mails of one sender go out.'),
    editor: MailDelayEditor,
  },
  smsService: {
    label: msg('SMS can be sent'),
    about: msg('While off, no sequence or automation with an SMS can be published.'),
    editor: SwitchEditor,
    only: 'organisation',
  },
  maxSmsPerDay: {
    label: msg('SMS a day'),
    about: msg('The most SMS of one user a day. The rest waits.'),
    editor: CapEditor,
  },
  smsQuietHours: {
    label: msg('Quiet hours for SMS'),
    about: msg('No SMS goes out in them, on the clock of the lead.'),
    editor: QuietHoursEditor,
  },
  maxTasksPerDay: {
    label: msg('Tasks a day'),
    about: msg('The most new tasks of one user a day. The rest appears on the next working day.'),
    editor: CapEditor,
  },
  taskLateness: {
    label: msg('When tasks are late'),
    about: msg('How long after it appears an open task is marked as late.'),
    editor: LatenessEditor,
  },
  skipReasons: {
    label: msg('Reasons for skipping'),
    about: msg('What to choose from when a task is skipped, and where a reason must be given.'),
    editor: SkipReasonsEditor,
  },
  unsubscribeRules: {
    label: msg('After an unsubscription'),
    about: msg('Steps that are skipped once a lead has unsubscribed.'),
    editor: UnsubscribeEditor,
  },
  bounceRules: {
    label: msg('After a bounce'),
    about: msg('Steps that are skipped once a mail to the lead has bounced for good.'),
    editor: BounceEditor,
  },
  tracking: {
    label: msg('Tracking'),
    about: msg('Whether it is seen that a mail is opened and a link is clicked.'),
    editor: TrackingEditor,
  },
  replyForwarding: {
    label: msg('Forwarding of replies'),
    about: msg('What leads reply is forwarded to the address of the user.'),
    editor: SwitchEditor,
  },
  replyRetentionDays: {
    label: msg('Keeping of replies'),
    about: msg('How long replies are kept before they are deleted.'),
    editor: ReplyDaysEditor,
    only: 'organisation',
  },
  sentTextDays: {
    label: msg('Keeping of sent words'),
    about: msg(
      'How long the words of sent mails and SMS are kept. What was sent to whom and when stays known.',
    ),
    editor: SentTextDaysEditor,
    only: 'organisation',
  },
  leadRetentionMonths: {
    label: msg('Erasing of inactive leads'),
    about: msg(
      'After so long without any activity a lead is erased for good, with everything that is held of it.',
    ),
    editor: MonthsEditor,
    only: 'organisation',
  },
  activityRetentionMonths: {
    label: msg('Keeping of activities'),
    about: msg('How long the activities of leads are kept. Figures stay.'),
    editor: MonthsEditor,
    only: 'organisation',
  },
  answerRetentionMonths: {
    label: msg('Keeping of survey answers'),
    about: msg('How long answers to surveys are kept. That a client answered stays counted.'),
    editor: MonthsEditor,
    only: 'organisation',
  },
  scoring: {
    label: msg('Lead scoring'),
    about: msg('Points for what leads do, and the score from which a lead is qualified.'),
    editor: ScoringEditor,
  },
  leadWebhooks: {
    label: msg('Webhooks of the buttons'),
    about: msg(
      'What is called when a lead is converted or disqualified. The owner of the lead decides which.',
    ),
    editor: LeadWebhooksEditor,
  },
};

/** The settings as one would look for them. */
export const sections: readonly { label: Message; names: readonly SettingName[] }[] = [
  { label: msg('Organisation'), names: ['profile', 'sending'] },
  {
    label: msg('Working time'),
    names: ['workingDays', 'workingHours', 'windowZone', 'holidays', 'absences'],
  },
  { label: msg('Mails'), names: ['maxMailsPerDay', 'mailDelay', 'tracking'] },
  { label: msg('SMS'), names: ['smsService', 'maxSmsPerDay', 'smsQuietHours'] },
  { label: msg('Tasks'), names: ['maxTasksPerDay', 'taskLateness', 'skipReasons'] },
  { label: msg('Unsubscriptions and bounces'), names: ['unsubscribeRules', 'bounceRules'] },
  { label: msg('Replies'), names: ['replyForwarding'] },
  { label: msg('Scoring and webhooks'), names: ['scoring', 'leadWebhooks'] },
  {
    label: msg('How long data is kept'),
    names: [
      'replyRetentionDays',
      'sentTextDays',
      'leadRetentionMonths',
      'activityRetentionMonths',
      'answerRetentionMonths',
    ],
  },
];
