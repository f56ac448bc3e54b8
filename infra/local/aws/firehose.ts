import { randomUUID } from 'node:crypto';
import { eventStreams, tellingBuckets, type EventStreamName } from '#functions/manifest.ts';
import type { InstantText } from '../clock.ts';
import { bucketName, eventStreamName } from '../names.ts';
import type { LocalTable } from './local-store.ts';
import type { ObjectStore } from './objects.ts';

/** The longest record that Firehose takes, in bytes. */
const LONGEST_RECORD = 1_024_000;

/**
 * A stream of Amazon Data Firehose: what is put to it is written to files, one after another with nothing in between, at
 * least once each. It does not wait for a file to fill: a file has what has gathered since the last one (0029).
 */
export class EventStream {
  readonly #name: EventStreamName;
  readonly #records: LocalTable<string>;
  readonly #objects: Pick<ObjectStore, 'put'>;
  readonly #now: () => InstantText;

  constructor(
    name: EventStreamName,
    records: LocalTable<string>,
    { objects, now }: { objects: Pick<ObjectStore, 'put'>; now: () => InstantText },
  ) {
    this.#name = name;
    this.#records = records;
    this.#objects = objects;
    this.#now = now;
  }

  /** Takes a record as it is: whoever puts it says where it ends. @throws when it is longer than Firehose takes */
  put(record: string): void {
    const size = Buffer.byteLength(record);
    if (size > LONGEST_RECORD) throw new Error(`A record of ${size} bytes is longer than Firehose takes.`);
    this.#records.put(randomUUID(), record);
  }

  /** When there is something to write: at once. */
  next(): InstantText | undefined {
    return this.#records.size === 0 ? undefined : this.#now();
  }

  /** Writes what has gathered; answers how many files. */
  async fireDue(): Promise<number> {
    const { bucket, megabytes } = eventStreams[this.#name];
    const { prefix } = tellingBuckets[bucket].tells;
    let files = 0;
    for (let batch = this.#gathered(megabytes); batch.length > 0; batch = this.#gathered(megabytes)) {
      const body = Buffer.from(batch.map(([, record]) => record).join(''));
      const key = keyOf(prefix, eventStreamName(this.#name), this.#now());
      await this.#objects.put(bucketName(bucket), key, body, 'application/octet-stream');
      for (const [id] of batch) this.#records.delete(id);
      files += 1;
    }
    return files;
  }

  /** The records of the next file: as many as fill it. */
  #gathered(megabytes: number): [string, string][] {
    const batch: [string, string][] = [];
    let size = 0;
    for (const [id, record] of this.#records.entries()) {
      if (size >= megabytes * 1_048_576) break;
      batch.push([id, record]);
      size += Buffer.byteLength(record);
    }
    return batch;
  }
}

/** `<prefix>YYYY/MM/DD/HH/<stream>-<version>-YYYY-MM-DD-HH-MM-SS-<random>`, in UTC. */
function keyOf(prefix: string, stream: string, at: InstantText): string {
  const [year, month, day, hour, ...rest] = at.slice(0, 19).split(/[-T:]/);
  const folder = [year, month, day, hour].join('/');
  return `${prefix}${folder}/${stream}-1-${[year, month, day, hour, ...rest].join('-')}-${randomUUID()}`;
}
