import type { QueueName } from '#functions/manifest.ts';
import type { Outgoing } from '#infra/local/aws/queue.ts';
import type { Agenda } from './agenda.ts';
import type { Faults } from './faults.ts';

/** How an invocation ended. */
export type Ending =
  /** `called`: whether it called a service whose calls are not to be made twice. */
  | { kind: 'answered'; answer: unknown; called: boolean }
  | { kind: 'failed'; error: unknown }
  /** The process died at some call, or its time was up: nobody is answered. */
  | { kind: 'died' };

/** What the parts of a world see of it. */
export type Surroundings = {
  readonly agenda: Agenda;
  readonly faults: Faults;
  /** Grows with everything that happens. */
  readonly order: number;
  /** Nothing goes wrong while the scene is set. */
  readonly isSettingUp: boolean;
  /** Whether each call is a line of the log. */
  readonly logsCalls: boolean;
  log: (line: string) => void;
  /** A number in [0, 1): the chance that functions draw. */
  chance: () => number;
  /** Puts a message into a queue, by the queue's physical name. */
  send: (physicalName: string, message: Outgoing) => void;
  sendTo: (name: QueueName, message: Outgoing) => void;
  /** Puts a record to the stream of what SES says of deliveries. */
  gather: (record: string) => void;
  /** Calls a function; `ended` is called once. */
  invoke: (functionId: string, event: unknown, ended: (ending: Ending) => void) => void;
  /** A message of a queue was worked off. */
  workedOff: (functionId: string, body: string) => void;
};
