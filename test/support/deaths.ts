import assert from 'node:assert/strict';
import { futureOf } from './history/future-of.ts';
import { ProcessDied, withFaults } from './memory/faults.ts';
import type { World } from './world.ts';

/** Whether the process died in this work. Any other failure is thrown on. */
export async function diesIn(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return false;
  } catch (error) {
    if (error instanceof ProcessDied) return true;
    throw error;
  }
}

/** Work that dies at each of its port calls, each time in a world of its own. */
export type Dying<Prepared, Ports extends object> = {
  before: () => Promise<Prepared>;
  ports: (prepared: Prepared) => Ports;
  work: (prepared: Prepared, ports: Ports) => Promise<unknown>;
  /** Repairs or repeats, and says what must hold; `where` names the call that was the last. */
  after: (prepared: Prepared, where: string) => Promise<void>;
  /** Ports whose calls have no effect outside; dying at them is not tried. */
  uncounted?: readonly string[];
};

/** Lets the process die before and after every port call of the work, until it comes through without dying. */
export async function dieAtEveryCall<Prepared, Ports extends object>({
  before,
  ports,
  work,
  after,
  uncounted = ['clock', 'ids', 'links', 'addresses'],
}: Dying<Prepared, Ports>): Promise<void> {
  for (let call = 1, dead = true; dead; call += 1) {
    for (const when of ['before', 'after'] as const) {
      const prepared = await before();
      const faulty = withFaults(ports(prepared), { call, when }, uncounted);
      dead = (await diesIn(work(prepared, faulty.ports))) || faulty.died();
      await after(prepared, `call ${call} (${faulty.calls[call - 1]}), ${when}`);
    }
  }
}

/** Every enrollment that is not over has something before it (F4). */
export async function assertNothingLost(w: World, what: string): Promise<void> {
  for (const one of await w.enrollments())
    assert.ok(await futureOf(w, one), `${what}: ${one.id} is lost: ${JSON.stringify(one.state)}`);
}

/** No step of an enrollment went out as a mail twice (F3). */
export function assertNoMailTwice({ mailer }: World, what: string): void {
  const sent = mailer.sent.map(({ message: { tags } }) => `${tags['enrollment']} ${tags['step']}`);
  assert.equal(new Set(sent).size, sent.length, `${what}: a mail went out twice`);
}
