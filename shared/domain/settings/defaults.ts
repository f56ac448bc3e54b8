import type { Settings } from './settings.ts';

/** What applies where nobody has decided. The id of its source is `default`. */
export const defaultSettings: Settings = {
  profile: { name: '', address: '', zone: 'UTC', language: 'en' },
  workingDays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  workingHours: [{ from: '09:00', to: '18:00' }],
  windowZone: 'sender',
  holidays: { country: null, extra: [] },
  maxMailsPerDay: 200,
  maxSmsPerDay: 100,
  mailDelay: { kind: 'fixed', seconds: 60 },
  unsubscribeRules: {
    skips: ['automated-mail', 'mail', 'automated-reply', 'reply', 'automated-sms', 'sms'],
  },
  bounceRules: { skips: ['automated-mail', 'mail', 'automated-reply', 'reply'] },
  maxTasksPerDay: null,
  taskLateness: {},
  skipReasons: { reasons: [], compulsoryFor: [] },
  smsQuietHours: { from: '23:00', to: '07:30', policy: 'drop' },
};
