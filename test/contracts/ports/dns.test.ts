import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { after, before, describe, test } from 'node:test';
import { LocalTable } from '#infra/local/aws/local-store.ts';
import { DnsRecordError, startDns, type LocalDns, type LocalRecord } from '#infra/local/dns.ts';
import { nodeDns } from '#shared/adapters/dns/node-dns.ts';
import { memoryDns } from '#test/support/memory/memory-dns.ts';
import { dnsContract } from './dns-contract.ts';

let local: LocalDns;
before(async () => {
  local = await startDns(new LocalTable<LocalRecord>());
});
after(() => local.stop());

dnsContract('Node', () => ({
  dns: nodeDns([local.address]),
  publish: (type, name, value) => local.add({ type, name, value }),
}));

const memory = memoryDns();
dnsContract('memory', () => ({
  dns: memory,
  publish: (type, name, value) => memory.publish(type === 'A' ? 'ADDRESS' : type, name, value),
}));

describe('a name server that fails', () => {
  let socket: Socket;
  let code: number | undefined;
  before(async () => {
    socket = createSocket('udp4');
    socket.on('message', (question, from) => {
      if (code === undefined) return;
      const answer = Buffer.from(question);
      answer.writeUInt16BE(0x8180 | code, 2);
      socket.send(answer, from.port, from.address);
    });
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  });
  after(() => socket.close());
  const ask = () => nodeDns([`127.0.0.1:${socket.address().port}`], { timeoutMs: 20 }).txt('acme.example');

  test('A8: silence, failure and refusal are told apart from a missing record', async () => {
    code = undefined;
    assert.deepEqual(await ask(), { kind: 'unanswered', why: 'timeout' });
    code = 2;
    assert.deepEqual(await ask(), { kind: 'unanswered', why: 'server-failure' });
    code = 5;
    assert.deepEqual(await ask(), { kind: 'unanswered', why: 'refused' });
    code = 3;
    assert.deepEqual(await ask(), { kind: 'no-name' });
  });
});

test('the DNS of this machine refuses what DNS cannot carry', () => {
  for (const [type, value] of [
    ['A', 'acme.example'],
    ['AAAA', '192.0.2.1'],
    ['MX', 'mail.example'],
    ['CNAME', 'a..example'],
    ['SRV', 'x'],
  ] as const) {
    assert.throws(() => local.add({ type, name: 'bad.example', value }), DnsRecordError);
  }
});
