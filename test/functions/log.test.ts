import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createLog, levelOf, type LogOptions } from '#functions/runtime/log.ts';

function lines(options: Partial<LogOptions> = {}) {
  const written: { level: string; line: Record<string, unknown> }[] = [];
  const log = createLog({
    service: 'relance',
    level: 'info',
    now: () => '2027-03-15T09:00:00.000Z',
    traceId: () => undefined,
    write: (level, line) => {
      assert.ok(!line.includes('\n'), line);
      written.push({ level, line: JSON.parse(line) as Record<string, unknown> });
    },
    ...options,
  });
  return { log, written };
}

describe('the log of a function', () => {
  test('writes one line of JSON, with what alarms and the runbook filter by', () => {
    const { log, written } = lines({ traceId: () => '1-5759e988-bd862e3fe1be46a994272793' });
    log.warn('sending held', { hold: 'h1', code: undefined });
    assert.deepEqual(written, [
      {
        level: 'warn',
        line: {
          level: 'WARN',
          message: 'sending held',
          timestamp: '2027-03-15T09:00:00.000Z',
          service: 'relance',
          xray_trace_id: '1-5759e988-bd862e3fe1be46a994272793',
          hold: 'h1',
        },
      },
    ]);
  });

  test('tells of an error its name, message, stack, causes and fields', () => {
    const { log, written } = lines();
    const cause = Object.assign(new TypeError('below'), { code: 'EPIPE' });
    log.error('failed', { error: new Error('above', { cause }) });
    const error = written[0]!.line['error'] as Record<string, unknown>;
    assert.deepEqual([error['name'], error['message']], ['Error', 'above']);
    assert.match(String(error['stack']), /^Error: above\n.*log\.test\.ts/);
    const below = error['cause'] as Record<string, unknown>;
    assert.deepEqual([below['name'], below['message'], below['code']], ['TypeError', 'below', 'EPIPE']);
  });

  test('does not fail on what JSON has no form for', () => {
    const { log, written } = lines();
    const error: Error & { itself?: unknown } = new Error('round');
    error.itself = error;
    log.error('failed', { error, big: 10n });
    assert.equal(written[0]!.line['big'], '10');
    assert.equal('itself' in (written[0]!.line['error'] as object), false);
  });

  test('no key takes the place of the message, the level or the time', () => {
    const { log, written } = lines();
    log.setKeys({ level: 'error' });
    log.info('said', { message: 'other', timestamp: 'never' });
    const { line } = written[0]!;
    assert.deepEqual(
      [line['level'], line['message'], line['timestamp']],
      ['INFO', 'said', '2027-03-15T09:00:00.000Z'],
    );
  });

  test('bears the keys that were set last, and no older ones', () => {
    const { log, written } = lines();
    log.setKeys({ operation: 'listLeads', userId: 'u1' });
    log.info('first');
    log.setKeys({ operation: 'getLead' });
    log.info('second');
    assert.deepEqual(
      written.map(({ line }) => [line['operation'], line['userId']]),
      [
        ['listLeads', 'u1'],
        ['getLead', undefined],
      ],
    );
  });

  test('cuts what is long: an error may bear what somebody wrote, whole', () => {
    const { log, written } = lines();
    log.error('failed', { error: new SyntaxError(`not understood: ${'z'.repeat(200_000)}`) });
    assert.ok(JSON.stringify(written[0]!.line).length < 10_000);
    assert.match((written[0]!.line['error'] as { message: string }).message, /^not understood: z+…$/);
  });

  test('passes over what is below its level', () => {
    const told = (level: string | undefined) => {
      const { log, written } = lines({ level: levelOf(level) });
      log.info('i');
      log.warn('w');
      log.error('e');
      return written.map(({ level: each }) => each);
    };
    assert.deepEqual(told(undefined), ['info', 'warn', 'error']);
    assert.deepEqual(told('WARN'), ['warn', 'error']);
    assert.deepEqual(told('error'), ['error']);
    assert.deepEqual(told('silent'), []);
  });
});
