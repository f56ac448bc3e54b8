import { createSocket } from 'node:dgram';
import { isIPv4, isIPv6 } from 'node:net';
import type { LocalTable } from './aws/local-store.ts';

/** Types of DNS records that the fake answers with, by their numbers. */
const types = { A: 1, CNAME: 5, MX: 15, TXT: 16, AAAA: 28 } as const;
type RecordType = keyof typeof types;

/** A record that somebody has published on this machine. */
export type LocalRecord = { type: RecordType; name: string; value: string };

/** The DNS of this machine: a table that is filled through the mailbox page's `dns`, asked over UDP. */
export type LocalDns = {
  /** As `127.0.0.1:5353`. */
  address: string;
  port: number;
  records(): LocalRecord[];
  /** Publishes a record beside those of the same name. @throws DnsRecordError */
  add(record: { type: string; name: string; value: string }): void;
  /** Takes all records of a name away. */
  remove(name: string): void;
  stop: () => Promise<void>;
};

/** A record that DNS has no way to carry. */
export class DnsRecordError extends Error {
  override name = 'DnsRecordError';
}

/**
 * Starts the name server on loopback. It knows the records of its table and nothing else.
 * @param port a free one by default
 */
export async function startDns(table: LocalTable<LocalRecord>, port = 0): Promise<LocalDns> {
  const socket = createSocket('udp4');
  const named = (name: string) => [...table.values()].filter((one) => one.name === name);
  socket.on('message', (question, from) => {
    socket.send(answerTo(question, named), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(port, '127.0.0.1', resolve));
  return {
    port: socket.address().port,
    address: `127.0.0.1:${socket.address().port}`,
    records: () => [...table.values()],
    add(given) {
      const type = (Object.keys(types) as RecordType[]).find((one) => one === given.type);
      if (type === undefined)
        throw new DnsRecordError(`A record is one of ${Object.keys(types).join(', ')}.`);
      const record = { type, name: bare(given.name), value: given.value };
      dataOf(record);
      table.put(`${record.name} ${type} ${record.value}`, record);
    },
    remove(name) {
      for (const [key, record] of [...table.entries()]) if (record.name === bare(name)) table.delete(key);
    },
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

const bare = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/** RFC 1035: the header and the question come back, followed by what is known. */
function answerTo(question: Buffer, named: (name: string) => LocalRecord[]): Buffer {
  const { name, end } = readName(question, 12);
  const type = question.readUInt16BE(end);
  const records = named(name);
  const answers = records.filter((one) => types[one.type] === type);
  const header = Buffer.from(question.subarray(0, 12));
  // An authoritative answer; code 3 when nothing has that name.
  header.writeUInt16BE(0x8580 | (records.length === 0 ? 3 : 0), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answers.length, 6);
  header.writeUInt16BE(0, 8);
  header.writeUInt16BE(0, 10);
  const parts = answers.map((record) => {
    const data = dataOf(record);
    const front = Buffer.alloc(12);
    front.writeUInt16BE(0xc00c, 0);
    front.writeUInt16BE(type, 2);
    front.writeUInt16BE(1, 4);
    front.writeUInt32BE(0, 6);
    front.writeUInt16BE(data.length, 10);
    return Buffer.concat([front, data]);
  });
  return Buffer.concat([header, question.subarray(12, end + 4), ...parts]);
}

function readName(message: Buffer, start: number): { name: string; end: number } {
  const labels: string[] = [];
  let at = start;
  for (let length = message.readUInt8(at); length > 0; length = message.readUInt8(at)) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: bare(labels.join('.')), end: at + 1 };
}

/** The data of a record. @throws DnsRecordError */
function dataOf({ type, value }: LocalRecord): Buffer {
  switch (type) {
    case 'A':
      if (!isIPv4(value)) throw new DnsRecordError(`${value} is no IPv4 address.`);
      return Buffer.from(value.split('.').map(Number));
    case 'AAAA': {
      if (!isIPv6(value)) throw new DnsRecordError(`${value} is no IPv6 address.`);
      const [front = '', back = ''] = value.split('::');
      const groups = (text: string) => (text === '' ? [] : text.split(':'));
      const gap = 8 - groups(front).length - groups(back).length;
      const all = [...groups(front), ...Array.from({ length: gap }, () => '0'), ...groups(back)];
      return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
    }
    case 'CNAME':
      return encodeName(value);
    case 'MX': {
      const [, priority = '', host = ''] = /^(\d{1,5}) (\S+)$/.exec(value) ?? [];
      if (host === '') throw new DnsRecordError(`${value} is no MX record: write it as 10 mail.example.`);
      return Buffer.concat([Buffer.from([Number(priority) >> 8, Number(priority) & 255]), encodeName(host)]);
    }
    case 'TXT': {
      const text = Buffer.from(value);
      const chunks = Array.from({ length: Math.ceil(text.length / 255) }, (_, index) =>
        text.subarray(index * 255, index * 255 + 255),
      );
      return Buffer.concat(chunks.flatMap((chunk) => [Buffer.from([chunk.length]), chunk]));
    }
  }
}

function encodeName(name: string): Buffer {
  const labels = bare(name).split('.');
  if (labels.some((label) => label === '' || label.length > 63)) {
    throw new DnsRecordError(`${name} is no name.`);
  }
  return Buffer.concat([
    ...labels.map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label, 'latin1')])),
    Buffer.from([0]),
  ]);
}
