/** Thrown in place of the death of the process. Who catches it gets nowhere: no call takes effect any more. */
export class ProcessDied extends Error {
  override readonly name = 'ProcessDied';

  constructor(call: string) {
    super(`The process died at ${call}`);
  }
}

/** Dies at the n-th call, counted from 1, before or after it took effect. */
export type FaultPlan = { call: number; when: 'before' | 'after' };

/**
 * Ports that die as planned, the names of the calls so far, such as `store.enrollments.put`, and whether the process has
 * died: also in a call whose failure the work is not stopped by.
 */
export type FaultyPorts<Ports> = { ports: Ports; calls: string[]; died: () => boolean };

type Operation = (...parameters: unknown[]) => unknown;

/**
 * Wraps ports, nested as they are, so that the process dies at one call. From then on no call takes effect, as none
 * could. Calls of ports in `uncounted` (the clock, ids) have no effect outside and are let through.
 */
export function withFaults<Ports extends object>(
  ports: Ports,
  plan?: FaultPlan,
  uncounted: readonly string[] = ['clock', 'ids'],
): FaultyPorts<Ports> {
  const calls: string[] = [];
  let dead: ProcessDied | undefined;

  const run = (name: string, operation: Operation, parameters: unknown[]): unknown => {
    // As a call of a port fails: by its promise; an iteration has none, and fails where it begins.
    const fail = (death: ProcessDied): Promise<never> => {
      if (name.endsWith('.scan')) throw death;
      return Promise.reject(death);
    };
    if (dead !== undefined) return fail(dead);
    calls.push(name);
    if (calls.length !== plan?.call) return operation(...parameters);
    const death = new ProcessDied(`${name} (call ${plan.call}, ${plan.when})`);
    if (plan.when === 'before' || name.endsWith('.scan')) {
      dead = death;
      return fail(death);
    }
    return (async () => {
      await operation(...parameters);
      dead = death;
      throw death;
    })();
  };

  const wrap = <T extends object>(target: T, path: string): T =>
    new Proxy(target, {
      get(object, property, receiver) {
        const value: unknown = Reflect.get(object, property, receiver);
        if (typeof property === 'symbol') return value;
        const name = path === '' ? property : `${path}.${property}`;
        if (uncounted.includes(property)) return value;
        if (typeof value === 'function') {
          return (...parameters: unknown[]) => run(name, value.bind(object) as Operation, parameters);
        }
        return typeof value === 'object' && value !== null ? wrap(value, name) : value;
      },
    });

  return { ports: wrap(ports, ''), calls, died: () => dead !== undefined };
}
