/**
 * Ports whose calls take turns with other work: each waits for as many turns of the event loop as the next of these
 * numbers says, so that what is done at once meets in every order, and in the same one each time.
 */
export function slowed<Ports extends object>(ports: Ports, turns: readonly number[], from = 0): Ports {
  let next = from;
  const wait = async () => {
    const many = turns[next % turns.length] ?? 0;
    next += 1;
    for (let turn = 0; turn < many; turn += 1) await Promise.resolve();
  };
  const wrap = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(object, property, receiver) {
        const value: unknown = Reflect.get(object, property, receiver);
        if (typeof property === 'symbol' || property === 'ids') return value;
        if (typeof value === 'function') {
          return async (...parameters: unknown[]) => {
            await wait();
            const answer: unknown = await (value as (...of: unknown[]) => unknown).apply(object, parameters);
            await wait();
            return answer;
          };
        }
        return typeof value === 'object' && value !== null ? wrap(value) : value;
      },
    });
  return wrap(ports);
}
