import PostalMime from 'postal-mime';
import * as z from 'zod';
import type { InstantText } from '../clock.ts';
import { configurationSet, region } from '../names.ts';
import type { Faults } from './faults.ts';
import type { Mailbox, MailHeader, SentMail } from './mailbox.ts';
import { identitiesApi, type Identity } from './identities.ts';
import type { SendingAccount } from './sending-account.ts';
import { sesMessageId } from './ses-events.ts';
import type { LocalTable } from './local-store.ts';
import {
  AwsError,
  hangUp,
  json,
  jsonBody,
  jsonError,
  type AwsRequest,
  type AwsResponse,
  type Service,
} from './wire.ts';

const part = z.object({ Data: z.string(), Charset: z.string().optional() });
const header = z.object({ Name: z.string().min(1).max(126), Value: z.string().min(1).max(870) });
const tag = z.object({
  Name: z.string().regex(/^[A-Za-z0-9_-]{1,256}$/),
  Value: z.string().regex(/^[A-Za-z0-9_.@-]{1,256}$/),
});
const sendInput = z.object({
  FromEmailAddress: z.string().optional(),
  Destination: z
    .object({
      ToAddresses: z.array(z.string()).default([]),
      CcAddresses: z.array(z.string()).default([]),
      BccAddresses: z.array(z.string()).default([]),
    })
    .prefault({}),
  ReplyToAddresses: z.array(z.string()).default([]),
  Content: z.union([
    z.object({
      Simple: z.object({
        Subject: part,
        Body: z.object({ Text: part.optional(), Html: part.optional() }),
        Headers: z.array(header).max(15).default([]),
      }),
    }),
    z.object({ Raw: z.object({ Data: z.base64() }) }),
  ]),
  EmailTags: z.array(tag).max(50).default([]),
  ConfigurationSetName: z.string().optional(),
});
type SendInput = z.output<typeof sendInput>;

/** Headers that `Simple` content refuses, since SES writes them itself. */
const ownHeaders = new Set([
  'from',
  'to',
  'cc',
  'bcc',
  'subject',
  'message-id',
  'date',
  'reply-to',
  'return-path',
]);

/** SES v2: sends mail into the mailbox; knows identities and how the account stands. */
export function ses(parts: {
  mailbox: Mailbox;
  identities: LocalTable<Identity>;
  faults: Faults;
  account: SendingAccount;
  now: () => InstantText;
  onSent: (mail: SentMail) => void;
}): Service {
  async function sendEmail(request: AwsRequest): Promise<AwsResponse | typeof hangUp> {
    const input = jsonBody(request, sendInput);
    const now = parts.now();
    const mail = await toMail(input, sesMessageId(now), now, parts.mailbox.size + 1);
    if (mail.to.length === 0) throw refused('Email must have at least one recipient.');
    parts.account.checkMail(mail, region);
    parts.account.chargeMail(mail);
    const fault = parts.faults.take();
    if (fault === undefined || fault.accepted === true) {
      parts.mailbox.put({ ...mail, number: parts.mailbox.size + 1 });
      parts.onSent(mail);
    }
    switch (fault?.answer) {
      case 'hang-up':
        return hangUp;
      case 'throttled':
        throw new AwsError(429, 'TooManyRequestsException', 'Maximum sending rate exceeded.');
      case 'refused':
        throw new AwsError(400, 'BadRequestException', 'Local address contains control or whitespace');
      case 'server-error':
        throw new AwsError(500, 'InternalServiceErrorException', 'Internal failure.');
      case undefined:
        return json({ MessageId: mail.id });
    }
  }

  const identities = identitiesApi(parts.identities, parts.now);
  return {
    answer: (request) => {
      const [, , , ...path] = request.url.pathname.split('/');
      if (path[0] === 'outbound-emails' && request.method === 'POST') return sendEmail(request);
      if (path[0] === 'account' && request.method === 'GET') return json(accountOf(parts.account));
      if (path[0] === 'configuration-sets' && request.method === 'GET') return json(setOf(path[1]));
      const answered = identities(request, path);
      if (answered !== undefined) return answered;
      throw new AwsError(404, 'NotFoundException', `The local SES has no ${request.url.pathname}.`);
    },
    refuse: jsonError,
  };
}

/** What `GetConfigurationSet` says: as the stacks make it. */
function setOf(name: string | undefined) {
  if (name !== configurationSet)
    throw new AwsError(404, 'NotFoundException', `Configuration set <${name ?? ''}> does not exist.`);
  return {
    ConfigurationSetName: name,
    SendingOptions: { SendingEnabled: true },
    SuppressionOptions: { SuppressedReasons: [] },
  };
}

/** What `GetAccount` says. */
function accountOf({ standing: { mail } }: SendingAccount) {
  return {
    DedicatedIpAutoWarmupEnabled: false,
    EnforcementStatus: mail.paused ? 'SHUTDOWN' : 'HEALTHY',
    ProductionAccessEnabled: !mail.sandbox,
    SendingEnabled: !mail.paused,
    SendQuota: {
      Max24HourSend: 50_000,
      MaxSendRate: mail.sendRate,
      SentLast24Hours: mail.quotaUsedUp ? 50_000 : 0,
    },
  };
}

const refused = (message: string): AwsError => new AwsError(400, 'BadRequestException', message);

async function toMail(input: SendInput, id: string, at: InstantText, number: number): Promise<SentMail> {
  const { ToAddresses, CcAddresses, BccAddresses } = input.Destination;
  const common = {
    kind: 'mail' as const,
    id,
    number,
    at,
    tags: Object.fromEntries(input.EmailTags.map((each) => [each.Name, each.Value])),
    configurationSet: input.ConfigurationSetName,
    history: [],
  };
  const to = [...ToAddresses, ...CcAddresses, ...BccAddresses];
  if ('Raw' in input.Content) {
    const raw = await PostalMime.parse(Buffer.from(input.Content.Raw.Data, 'base64'));
    const named = (addresses: typeof raw.to): string[] => (addresses ?? []).map((each) => each.address ?? '');
    return {
      ...common,
      from: raw.headers.find((each) => each.key === 'from')?.value ?? input.FromEmailAddress ?? '',
      to: to.length > 0 ? to : [...named(raw.to), ...named(raw.cc), ...named(raw.bcc)],
      replyTo: [...input.ReplyToAddresses, ...named(raw.replyTo)],
      subject: raw.subject ?? '',
      html: raw.html,
      text: raw.text,
      headers: raw.headers.map((each) => ({ name: each.originalKey, value: each.value })),
    };
  }
  const { Subject, Body, Headers } = input.Content.Simple;
  const custom = Headers.map((each): MailHeader => ({ name: each.Name, value: each.Value }));
  const own = custom.find((each) => ownHeaders.has(each.name.toLowerCase()));
  if (own !== undefined) throw refused(`Header ${own.name} cannot be set.`);
  const from = input.FromEmailAddress;
  if (from === undefined) throw refused('FromEmailAddress is required.');
  return {
    ...common,
    from,
    to,
    replyTo: input.ReplyToAddresses,
    subject: Subject.Data,
    html: Body.Html?.Data,
    text: Body.Text?.Data,
    headers: [
      { name: 'From', value: from },
      ...input.ReplyToAddresses.map((value) => ({ name: 'Reply-To', value })),
      { name: 'To', value: to.join(', ') },
      { name: 'Subject', value: Subject.Data },
      { name: 'MIME-Version', value: '1.0' },
      ...custom,
    ],
  };
}
