/** Ways of reaching a lead. */
type Addressed = { email?: string | undefined; phone?: string | undefined };

/** Everything in which channels differ. */
type Definition = {
  /** What it is called, alone and with its article. */
  noun: string;
  one: string;
  /** The setting that caps it per sender and calendar day (A3, A4, A9); undefined: nothing does (E1). */
  cap: string | undefined;
  /** The setting of the gap between two of one sender (A5); undefined: not paced. */
  pace: string | undefined;
  /** The setting of the hours in which none goes out (E4); undefined: the recipient's night does not matter. */
  quietHours: string | undefined;
  /** Follow-ups pass before first touches (A3); else only their due ranks them (A9). */
  followUpsFirst: boolean;
  /** Its messages have a subject and HTML. */
  rich: boolean;
  /** Its messages make threads that a reply continues (D6). */
  threads: boolean;
  /** The provider by which it goes out, which may refuse all of it (F10); undefined: by none. */
  carrier: 'mail' | 'sms' | undefined;
  /** Links are shortened, since they count for the length (E5); they are so in previews too. */
  shortLinks: boolean;
  /** Most characters of one message, as its provider takes them in one call; undefined: it has no such limit. */
  maxCharacters: number | undefined;
  /** The reasons for which leads get points (A12). */
  scores: { sent: string; clicked: string } | undefined;
  /** What of a lead's engagement a message of it moves (E1). */
  engages: 'lastMailAt' | 'lastSmsAt' | undefined;
  /** Name of its sum in a forecast (F1). */
  sum: string;
  /** It goes to users, as its step names them, and to no lead (E1). */
  toUsers: boolean;
  /** Where what goes out by it goes; undefined: the lead has no such address, or it goes to nobody. */
  addressOf: (lead: Addressed) => string | undefined;
};

/**
 * What capacity a step draws on: mails (A3), texts (A4), tasks (A9). The one table of what differs between channels: a
 * further one is an entry here. Settings and reasons are named by literals, which the compiler checks where they are used.
 */
export const channels = {
  mail: {
    noun: 'mail',
    one: 'a mail',
    cap: 'maxMailsPerDay',
    pace: 'mailDelay',
    quietHours: undefined,
    followUpsFirst: true,
    rich: true,
    threads: true,
    carrier: 'mail',
    shortLinks: false,
    maxCharacters: undefined,
    scores: { sent: 'mailSent', clicked: 'mailClicked' },
    engages: 'lastMailAt',
    sum: 'mails',
    toUsers: false,
    addressOf: ({ email }: Addressed) => email,
  },
  sms: {
    noun: 'SMS',
    one: 'an SMS',
    cap: 'maxSmsPerDay',
    pace: undefined,
    quietHours: 'smsQuietHours',
    followUpsFirst: true,
    rich: false,
    threads: false,
    carrier: 'sms',
    shortLinks: true,
    maxCharacters: 1600,
    scores: { sent: 'smsSent', clicked: 'smsClicked' },
    engages: 'lastSmsAt',
    sum: 'sms',
    toUsers: false,
    addressOf: ({ phone }: Addressed) => phone,
  },
  /** To users and not to leads: told, not followed up, so that nothing counts or spaces it (E1). */
  'user-mail': {
    noun: 'mail to a user',
    one: 'a mail to a user',
    cap: undefined,
    pace: undefined,
    quietHours: undefined,
    followUpsFirst: false,
    rich: true,
    threads: false,
    carrier: 'mail',
    shortLinks: false,
    maxCharacters: undefined,
    scores: undefined,
    engages: undefined,
    sum: 'userMails',
    toUsers: true,
    addressOf: (_lead: Addressed) => undefined,
  },
  task: {
    noun: 'task',
    one: 'a task',
    cap: 'maxTasksPerDay',
    pace: undefined,
    quietHours: undefined,
    followUpsFirst: false,
    rich: false,
    threads: false,
    carrier: undefined,
    shortLinks: false,
    maxCharacters: undefined,
    scores: undefined,
    engages: undefined,
    sum: 'tasks',
    toUsers: false,
    addressOf: (_lead: Addressed) => undefined,
  },
} as const satisfies Record<string, Definition>;

export type Channel = keyof typeof channels;

/** A channel by which messages go out to an address; a task goes to nobody. */
export type MessageChannel = Exclude<Channel, 'task'>;

/** The setting that caps a channel. */
export type CapSetting = Exclude<(typeof channels)[Channel]['cap'], undefined>;

/** A provider by which messages go out. */
export type Carrier = Exclude<(typeof channels)[Channel]['carrier'], undefined>;

/** Every channel, in the order of the table. */
export const channelNames = Object.keys(channels) as [Channel, ...Channel[]];

/** The channels by which messages go out. */
export const messageChannels = channelNames.filter((name) => name !== 'task');
