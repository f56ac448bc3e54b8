import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Agenda } from './agenda.ts';
import { Random } from './random.ts';

test('the agenda gives things in order of time, and those of one moment in the order they were put in', () => {
  const agenda = new Agenda(0);
  const random = new Random(3, 'agenda');
  const put = Array.from({ length: 500 }, (_, n) => ({ at: random.between(1, 60), n }));
  const taken: { at: number; n: number }[] = [];
  for (const one of put) agenda.at(one.at, () => taken.push(one));
  for (let run = agenda.take(); run !== undefined; run = agenda.take()) run();
  assert.deepEqual(
    taken,
    put.toSorted((a, b) => a.at - b.at || a.n - b.n),
  );
});

test('a seed gives the same numbers, and each of its streams others', () => {
  const draw = (seed: number, name: string) => {
    const random = new Random(seed, name);
    return Array.from({ length: 5 }, () => random.next());
  };
  assert.deepEqual(draw(1, 'faults'), draw(1, 'faults'));
  assert.notDeepEqual(draw(1, 'faults'), draw(2, 'faults'));
  assert.notDeepEqual(draw(1, 'faults'), draw(1, 'acts'));
});
