import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { wholeFile, type PartOfFile } from '#shared/domain/provider-events/part-of-file.ts';
import type { ProviderEvent } from '#shared/domain/provider-events/provider-event.ts';
import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import { ingestProviderEvent } from '#shared/use-cases/provider-events/ingest-provider-event.ts';
import { SLICE_BYTES, takeInFile } from '#shared/use-cases/provider-events/take-in-file.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';
import { assertNothingLost, dieAtEveryCall } from '#test/support/deaths.ts';
import { memoryFiles } from '#test/support/memory/memory-files.ts';
import { ORGANISATION as organisation, seed, SENDER, SEQUENCE, world } from '#test/support/world.ts';

const key = 'deliveries/2027/03/22/10/relance-dev-mail-events-1-2027-03-22-10-00-00-0a1b';
const now = at('2027-03-22T10:00:00.000Z');

/** A file, and the queue that parts of it are left to. */
async function prepared(content: string) {
  const { ports } = world(now);
  const eventFiles = memoryFiles();
  await eventFiles.write(key, content, 'application/octet-stream');
  const parts: PartOfFile[] = [];
  const queue = { ...ports.queue, takeInPart: async (part: PartOfFile) => void parts.push(part) };
  return { ports: { eventFiles, queue }, eventFiles, parts };
}

/** Takes lines in: notes each with its number; those that fail are named. `slices`: for how many there is time. */
function reader({ failing = [], slices = Infinity }: { failing?: readonly string[]; slices?: number }) {
  const taken: string[] = [];
  let left = slices;
  const takeIn = async (line: string, number: number): Promise<boolean> => {
    taken.push(`${number} ${line.slice(0, 8)}`);
    return !failing.includes(line);
  };
  const hasTime = (): boolean => {
    left -= 1;
    return left >= 0;
  };
  return { taken, takeIn, hasTime };
}

describe('a file of what the provider says of messages', () => {
  test('is removed when each of its lines is taken in, the last one without its end too', async () => {
    const { ports, eventFiles } = await prepared('one\n\nthree\nfour');
    const by = reader({});
    assert.equal(await takeInFile(ports, wholeFile(key), by), 'worked-off');
    assert.deepEqual(by.taken, ['1 one', '3 three', '4 four']);
    assert.equal(eventFiles.stored.size, 0);
  });

  test('stays and comes again whole when a line failed, which stops no other', async () => {
    const { ports, eventFiles } = await prepared('one\ntwo\nthree\n');
    const first = reader({ failing: ['two'] });
    assert.equal(await takeInFile(ports, wholeFile(key), first), 'failed');
    assert.deepEqual(first.taken, ['1 one', '2 two', '3 three']);
    assert.equal(eventFiles.stored.size, 1);
    assert.equal(await takeInFile(ports, wholeFile(key), reader({})), 'worked-off');
    assert.equal(eventFiles.stored.size, 0);
  });

  test('was worked off when it is gone', async () => {
    const { ports } = await prepared('one\n');
    const by = reader({});
    assert.equal(await takeInFile(ports, wholeFile(`${key}-gone`), by), 'gone');
    assert.deepEqual(by.taken, []);
  });

  test('may be longer than is read at once, and a line too', async () => {
    const long = 'x'.repeat(200_000);
    const lines = [...Array.from({ length: 300 }, (_, index) => `${index} é${'y'.repeat(900)}`), long, 'end'];
    const { ports } = await prepared(`${lines.join('\n')}\n`);
    const by = reader({});
    assert.equal(await takeInFile(ports, wholeFile(key), by), 'worked-off');
    assert.deepEqual(
      by.taken,
      lines.map((line, index) => `${index + 1} ${line.slice(0, 8)}`),
    );
  });

  describe('for which one call has no time', () => {
    const lines = Array.from({ length: 400 }, (_, index) => `${index} ${'y'.repeat(900)}`);
    const content = `${lines.join('\n')}\n`;

    test('goes on by messages of its own, each from where the one before ended, and is removed by the last', async () => {
      const { ports, eventFiles, parts } = await prepared(content);
      const taken: string[] = [];
      const outcomes: string[] = [];
      for (let part: PartOfFile | undefined = wholeFile(key); part !== undefined; part = parts.shift()) {
        assert.equal(eventFiles.stored.size, 1);
        const by = reader({ slices: 2 });
        outcomes.push(await takeInFile(ports, part, by));
        taken.push(...by.taken);
      }
      assert.deepEqual(
        taken,
        lines.map((line, index) => `${index + 1} ${line.slice(0, 8)}`),
      );
      assert.deepEqual(outcomes, ['handed-on', 'handed-on', 'worked-off']);
      assert.equal(eventFiles.stored.size, 0);
    });

    test('stays for what failed, which has a message of its own and ends where the rest begins', async () => {
      const { ports, eventFiles, parts } = await prepared(content);
      const failing = [lines[0] ?? ''];
      assert.equal(await takeInFile(ports, wholeFile(key), reader({ failing, slices: 2 })), 'handed-on');
      const [first = assert.fail(), rest = assert.fail()] = parts;
      assert.deepEqual([first.from, first.upTo, rest.upTo], [0, rest.from, undefined]);
      assert.equal(await takeInFile(ports, rest, reader({})), 'worked-off');
      const again = reader({ failing });
      assert.equal(await takeInFile(ports, first, again), 'failed');
      assert.equal(again.taken.length, rest.line);
      assert.equal(await takeInFile(ports, first, reader({})), 'worked-off');
      assert.equal(eventFiles.stored.size, 1);
    });

    test('makes no more messages than it has parts, whatever fails in each of them and comes again', async () => {
      const { ports, parts } = await prepared(content);
      const failing = lines.filter((_, index) => index % 10 === 0);
      const mostReceives = 5;
      const left = [{ part: wholeFile(key), receives: 1 }];
      let calls = 0;
      for (let one = left.shift(); one !== undefined; one = left.shift()) {
        calls += 1;
        assert.ok(calls < 100);
        const outcome = await takeInFile(ports, one.part, reader({ failing, slices: 1 }));
        left.push(...parts.splice(0).map((part) => ({ part, receives: 1 })));
        if (outcome === 'failed' && one.receives < mostReceives)
          left.push({ ...one, receives: one.receives + 1 });
      }
      // A part is as much as there is time for: a call to cut each off, and five for it alone.
      const slices = Math.ceil(content.length / SLICE_BYTES);
      assert.ok(calls <= slices * (1 + mostReceives), String(calls));
    });

    test('is left whole by a call that has none at all', async () => {
      const { ports, parts } = await prepared(content);
      const by = reader({ slices: 0 });
      assert.equal(await takeInFile(ports, wholeFile(key), by), 'handed-on');
      assert.deepEqual([by.taken, parts], [[], [wholeFile(key)]]);
    });
  });

  test('F2, F4: comes to the same when the process died at any port call and it came again', async () => {
    const leadIds = ['ana', 'bob', 'cleo'];
    const before = async () => {
      const w = world(at('2027-03-22T09:00:00.000Z'));
      await seed(w, { steps: [{}, {}], leads: leadIds.map((id) => ({ id, phone: undefined })) });
      const by = { userId: SENDER, by: SENDER, now: w.clock.now() };
      await enrollLeads(w.ports, { organisation, leadIds, sequenceId: SEQUENCE, ...by });
      await w.run(at('2027-03-22T09:30:00.000Z'));
      const eventFiles = memoryFiles();
      await eventFiles.write(key, `${leadIds.join('\n')}\n`, 'application/octet-stream');
      return { w, ports: { ...w.ports, eventFiles } };
    };
    type Prepared = Awaited<ReturnType<typeof before>>;
    const work = ({ w }: Prepared, ports: Prepared['ports']) =>
      takeInFile(ports, wholeFile(key), {
        takeIn: async (id) => {
          const tags = {
            organisation,
            enrollment: enrollmentNamed(`${id}.${SEQUENCE}.1`),
            step: 's1',
            attempt: 1,
          };
          const event: ProviderEvent = {
            kind: 'delivered',
            at: now,
            messageId: `of-${id}`,
            recipient: [id],
            tags,
          };
          return (await ingestProviderEvent(ports, event, w.clock.now(), organisation)) === 'taken-in';
        },
        hasTime: () => true,
      });
    const stateOf = async ({ ports: { store, eventFiles } }: Prepared) => {
      const pages = await Promise.all(
        leadIds.map((leadId) => store.activities.ofLead(organisation, leadId, { limit: 100 })),
      );
      return { activities: pages.map(({ items }) => items), files: eventFiles.stored.size };
    };
    const undisturbed = await before();
    await work(undisturbed, undisturbed.ports);
    const expected = await stateOf(undisturbed);
    assert.deepEqual(
      expected.activities.map((items) => items.flatMap(({ events }) => events.map(({ type }) => type))),
      leadIds.map(() => ['delivered']),
    );
    assert.equal(expected.files, 0);
    await dieAtEveryCall({
      before,
      ports: ({ ports }) => ports,
      work,
      after: async (one, where) => {
        assert.notEqual(await work(one, one.ports), 'failed', where);
        assert.deepEqual(await stateOf(one), expected, where);
        await assertNothingLost(one.w, where);
      },
    });
  });
});
