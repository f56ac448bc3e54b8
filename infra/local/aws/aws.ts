import type { Server } from 'node:http';
import { queues as queueDefinitions, type QueueName } from '#functions/manifest.ts';
import type { Clock } from '../clock.ts';
import { deadLetterName, queueName } from '../names.ts';
import { Queue, type Message } from './queue.ts';
import { Scheduler, type Schedule } from './scheduler.ts';
import { close, createAwsServer, listen } from './server.ts';
import type { Shelves } from './shelf.ts';
import { sqs } from './sqs.ts';

/** Hides a received message long enough for the longest function: six times its timeout, as AWS advises. */
const visibilitySeconds = 3600;

/** The AWS services of one machine, behind one HTTP server. */
export type Aws = {
  endpoint: string;
  port: number;
  /** By physical name, dead-letter queues too. */
  queues: ReadonlyMap<string, Queue>;
  scheduler: Scheduler;
  stop(): Promise<void>;
};

export async function startAws(options: {
  shelves: Shelves;
  clock: Clock;
  port?: number | undefined;
}): Promise<Aws> {
  const { shelves } = options;
  const now = () => options.clock.now();

  const queues = new Map<string, Queue>();
  for (const name of Object.keys(queueDefinitions) as QueueName[]) {
    const fifo = queueDefinitions[name].fifo;
    const add = (physicalName: string, deadLetters?: Queue): Queue => {
      const shelf = shelves.shelf<Message>(`queue ${physicalName}`);
      const queue = new Queue({ name: physicalName, fifo, visibilitySeconds, deadLetters }, shelf, now);
      queues.set(physicalName, queue);
      return queue;
    };
    add(queueName(name), add(deadLetterName(name)));
  }
  const scheduler = new Scheduler(shelves.shelf<Schedule>('schedules'), queues, now);

  const services = { sqs: sqs(queues), scheduler: scheduler.service };
  const server: Server = createAwsServer(() => services);
  const port = await listen(server, options.port ?? 0);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    port,
    queues,
    scheduler,
    stop: () => close(server),
  };
}
