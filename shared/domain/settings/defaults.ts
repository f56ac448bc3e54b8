import type { Settings } from './settings.ts';

/** What applies where nobody has decided. The id of its source is `default`. */
export const defaultSettings: Settings = {
  profile: { name: '', address: '', zone: 'UTC', language: 'en' },
  workingDays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  workingHours: [{ from: '09:00', to: '18:00' }],
  windowZone: 'sender',
  holidays: { country: null, extra: [] },
  absences: [],
  maxMailsPerDay: 200,
  maxSmsPerDay: 100,
  mailDelay: { kind: 'fixed', seconds: 60 },
  unsubscribeRules: {
    skips: ['automated-mail', 'mail', 'automated-reply', 'reply', 'automated-sms', 'sms'],
  },
  bounceRules: { skips: ['automated-mail', 'mail'] },
  maxTasksPerDay: null,
  taskLateness: {},
  skipReasons: { reasons: [], compulsoryFor: [] },
  // What we do says nothing of the lead, what the lead does the more the more effort it takes.
  scoring: {
    points: {
      mailSent: 0,
      mailOpened: 1,
      mailClicked: 5,
      smsSent: 0,
      smsClicked: 5,
      callReceived: 10,
      replied: 20,
      bounced: -10,
      unsubscribed: -20,
      complained: -50,
    },
    threshold: 20,
    halfLifeDays: null,
  },
  leadWebhooks: { convert: null, disqualify: null },
  smsQuietHours: { from: '23:00', to: '07:30', policy: 'drop' },
  tracking: { opens: true, clicks: true },
  sending: null,
};
