import { join } from 'node:path';
import { queues as queueDefinitions, visibilitySecondsOf, type QueueName } from '#functions/manifest.ts';
import type { Clock, InstantText } from '../clock.ts';
import { deadLetterName, queueName, replyDomain } from '../names.ts';
import { Faults } from './faults.ts';
import { EventStream } from './firehose.ts';
import { forwardsFeedback, type Identity } from './identities.ts';
import { inboundMail, type Answer } from './inbound-mail.ts';
import { Mailbox, type SentMail, type SentMessage } from './mailbox.ts';
import { MailboxSimulator, type Coming } from './mailbox-simulator.ts';
import { ObjectStore, type StoredObject } from './objects.ts';
import { Queue, type Message } from './queue.ts';
import { s3 } from './s3.ts';
import { tellOfCreated, tryQueues } from './s3-events.ts';
import { Scheduler, type Schedule } from './scheduler.ts';
import { SendingAccount } from './sending-account.ts';
import { secrets } from './secrets.ts';
import { close, createAwsServer, listen } from './server.ts';
import { ses } from './ses.ts';
import type { LocalStore } from './local-store.ts';
import { publisher, sns, type PublishToTopic } from './sns.ts';
import { smsVoice } from './sms-voice.ts';
import { sqs } from './sqs.ts';

/** The AWS services of one machine, behind one HTTP server. */
export type Aws = {
  now: () => InstantText;
  endpoint: string;
  port: number;
  /** By physical name, dead-letter queues too. */
  queues: ReadonlyMap<string, Queue>;
  scheduler: Scheduler;
  mailbox: Mailbox;
  simulator: MailboxSimulator;
  objects: ObjectStore;
  /** What SES says of deliveries, until it is written to a file. */
  mailEvents: EventStream;
  publish: PublishToTopic;
  /** Orders failures of the next mails and texts. */
  faults: { mail: Faults; sms: Faults };
  /** How the account stands: paused, in the sandbox, beyond its quota. */
  account: SendingAccount;
  /** A recipient answers a mail; false when the mail wants no answers here. */
  answer: (mail: SentMail, answer: Answer) => Promise<boolean>;
  stop: () => Promise<void>;
};

/**
 * Starts the fakes.
 * @param options.folder where the bytes of objects lie
 * @param options.port of the HTTP server; a free one by default
 */
export async function startAws(options: {
  store: LocalStore;
  folder: string;
  clock: Clock;
  port?: number | undefined;
}): Promise<Aws> {
  const { store } = options;
  const now = () => options.clock.now();
  const queues = makeQueues(store, now);
  const publish = publisher(queues, now);
  const mailbox = new Mailbox(store.table<SentMessage>('mailbox'));
  const faults = { mail: new Faults(), sms: new Faults() };
  const account = new SendingAccount();
  const identities = store.table<Identity>('identities');
  const scheduler = new Scheduler(store.table<Schedule>('schedules'), queues, now);
  const objects = new ObjectStore(store.table<StoredObject>('objects'), join(options.folder, 'objects'), now);
  objects.onCreated = tellOfCreated(queues);
  tryQueues(queues, store.table<InstantText>('queues tried'), now);
  const mailEvents = new EventStream('mail-events', store.table<string>('mail events'), { objects, now });
  const inbound = inboundMail({ objects, publish, replyDomain, now });
  const simulator = new MailboxSimulator(store.table<Coming>('coming'), {
    mailbox,
    publish,
    gather: (record) => mailEvents.put(record),
    now,
    forwardsFeedback: (from) => forwardsFeedback(identities, from),
    autoReply: (mail) => inbound.answer(mail, { kind: 'auto-reply', text: outOfOffice }),
  });

  const server = createAwsServer({
    sqs: sqs(queues),
    scheduler: scheduler.service,
    sns: sns({ publish, mailbox, faults: faults.sms, account, now }),
    'sms-voice': smsVoice({ mailbox, faults: faults.sms, account, now }),
    ses: ses({
      mailbox,
      identities,
      faults: faults.mail,
      account,
      now,
      onSent: (mail) => simulator.receive(mail),
    }),
    s3: s3(objects, now),
    secretsmanager: secrets(
      store.table<string>('secrets'),
      store.table<InstantText[]>('secret versions'),
      now,
    ),
  });
  const port = await listen(server, options.port ?? 0);
  return {
    now,
    endpoint: `http://127.0.0.1:${port}`,
    port,
    queues,
    scheduler,
    mailbox,
    simulator,
    objects,
    mailEvents,
    publish,
    faults,
    account,
    answer: inbound.answer,
    stop: () => close(server),
  };
}

const outOfOffice = 'I am out of the office and will answer when I am back.';

function makeQueues(store: LocalStore, now: () => InstantText): Map<string, Queue> {
  const queues = new Map<string, Queue>();
  for (const name of Object.keys(queueDefinitions) as QueueName[]) {
    const { fifo } = queueDefinitions[name];
    const visibilitySeconds = visibilitySecondsOf(name);
    const add = (physicalName: string, deadLetters?: Queue): Queue => {
      const options = { name: physicalName, fifo, visibilitySeconds, deadLetters };
      const queue = new Queue(options, store.table<Message>(`queue ${physicalName}`), now);
      queues.set(physicalName, queue);
      return queue;
    };
    add(queueName(name), add(deadLetterName(name)));
  }
  return queues;
}
