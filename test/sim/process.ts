import { AsyncLocalStorage } from 'node:async_hooks';
import { isRisky } from './faults.ts';
import type { Ending, Surroundings } from './surroundings.ts';

/** An instance of a function: what it keeps between its invocations, until it dies. */
export type Instance = { readonly kept: Map<unknown, unknown> };

const running = new AsyncLocalStorage<Process>();

/** The invocation that the code which asks is part of; undefined outside of any. */
export function currentProcess(): Process | undefined {
  return running.getStore();
}

/**
 * One invocation of a function. All that it reaches outside goes through `call`, which the world's agenda lets happen
 * in its own order; an invocation that is dead is never let go on.
 */
export class Process<W extends Surroundings = Surroundings> {
  readonly world: W;
  readonly id: string;
  readonly functionId: string;
  readonly instance: Instance;
  readonly startedAt: number;
  readonly startedOrder: number;
  /** Whether the world made something go wrong in it. */
  disturbed = false;
  #dead = false;
  #called = false;
  readonly #died: () => void;

  /** @param of.died called when it dies at some call */
  constructor(world: W, of: { functionId: string; number: number; instance: Instance; died: () => void }) {
    const { functionId, number, instance, died } = of;
    this.world = world;
    this.#died = died;
    this.functionId = functionId;
    this.id = `${functionId}#${number}`;
    this.instance = instance;
    this.startedAt = world.agenda.now;
    this.startedOrder = world.order;
  }

  get dead(): boolean {
    return this.#dead;
  }

  die(): void {
    this.#dead = true;
  }

  /** Runs the handler; `ended` is called once, unless it never ends. */
  run(handler: () => unknown, ended: (ending: Ending) => void): void {
    running.run(this, async () => {
      try {
        const answer: unknown = await handler();
        if (!this.#dead) ended({ kind: 'answered', answer, called: this.#called });
      } catch (error) {
        if (!this.#dead) ended({ kind: 'failed', error });
      }
    });
  }

  /**
   * Lets an effect on the outside happen, when its turn comes, with what may go wrong about it.
   * @param idle in milliseconds: how long the other side takes at least
   */
  call<T>(name: string, effect: () => T | Promise<T>, idle = 0): Promise<T> {
    const { world } = this;
    this.#called ||= isRisky(name);
    const fault = world.faults.ofCall(name, world.isSettingUp, world.agenda.now);
    return new Promise<T>((resolve, reject) => {
      const fail = (error: Error) => {
        this.disturbed = true;
        world.log(`${this.id} ${name}: ${error.message}`);
        reject(error);
      };
      world.agenda.in(idle + world.faults.latency(fault), () => {
        if (this.#dead) return;
        switch (fault) {
          case 'die-before':
          case 'die-after':
            this.disturbed = true;
            world.log(`${this.id} dies ${fault.slice('die-'.length)} ${name}`);
            if (fault === 'die-after') running.run(this, unseen, effect);
            this.#died();
            return;
          case 'throttled':
            fail(new CallFailed('is throttled'));
            return;
          case 'fail-before':
            fail(new CallFailed('fails before its effect'));
            return;
          case 'never-answered':
            this.disturbed = true;
            world.log(`${this.id} ${name} is never answered`);
            running.run(this, unseen, effect);
            return;
          case 'fail-after':
            running.run(this, unseen, effect);
            fail(new CallFailed('fails after its effect'));
            return;
          case 'slow':
            this.disturbed = true;
            break;
          case undefined:
            break;
        }
        void running.run(this, attempt, effect).then(
          (answer) => {
            if (world.logsCalls) world.log(`${this.id} ${name}${outcomeOf(answer)}`);
            resolve(answer);
          },
          (error: unknown) => {
            world.log(`${this.id} ${name}: ${error instanceof Error ? error.message : String(error)}`);
            reject(error instanceof Error ? error : new CallFailed(String(error)));
          },
        );
      });
    });
  }
}

/** What AWS answers, or does not, when a call fails: throttled, reset, out of time. */
class CallFailed extends Error {
  override readonly name = 'CallFailed';
}

async function attempt<T>(effect: () => T | Promise<T>): Promise<T> {
  return effect();
}

/** An effect whose outcome nobody gets to know. */
function unseen(effect: () => unknown): void {
  attempt(effect).catch(() => undefined);
}

function outcomeOf(answer: unknown): string {
  return typeof answer === 'string' ? ` → ${answer}` : '';
}
