import { eventStreams, tellingBuckets } from '#functions/manifest.ts';
import type { Random } from './random.ts';
import type { Surroundings } from './surroundings.ts';

const { bucket, seconds } = eventStreams['mail-events'];
const { prefix, queue } = tellingBuckets[bucket].tells;

/** What SES says of deliveries, as Firehose gathers it in files, some twice, and S3 tells of them, some late or twice. */
export class EventFiles {
  readonly #world: Surroundings;
  readonly #random: Random;
  readonly #files: Map<string, Buffer>;
  #gathered: string[] = [];
  #written = 0;

  constructor(world: Surroundings, random: Random, files: Map<string, Buffer>) {
    this.#world = world;
    this.#random = random;
    this.#files = files;
  }

  /** Takes a record, which ends as whoever puts it says. */
  put(record: string): void {
    this.#gathered.push(record);
    if (this.#gathered.length > 1) return;
    this.#world.agenda.in(seconds * 1_000, () => {
      const body = Buffer.from(this.#gathered.join(''));
      this.#gathered = [];
      this.#write(body);
      if (this.#world.faults.happens('file-twice')) this.#write(body);
    });
  }

  /** The files that are there, with what is in them. */
  left(): [key: string, text: string][] {
    return Array.from(this.#files, ([key, bytes]): [string, string] => [key, String(bytes)]).filter(([key]) =>
      key.startsWith(prefix),
    );
  }

  #write(body: Buffer): void {
    const world = this.#world;
    const { agenda, faults } = world;
    this.#written += 1;
    const hour = new Date(agenda.now).toISOString().slice(0, 13).replaceAll(/[-T]/g, '/');
    const key = `${prefix}${hour}/relance-local-mail-events-1-${String(this.#written).padStart(6, '0')}`;
    this.#files.set(key, body);
    world.log(`${key} is written`);
    const object = { key, size: body.length };
    const record = { eventSource: 'aws:s3', eventName: 'ObjectCreated:Put', s3: { object } };
    const tell = () => world.sendTo(queue, { body: JSON.stringify({ Records: [record] }) });
    const late = faults.happens('notice-late') ? this.#random.between(60_000, 3 * 3_600_000) : 0;
    agenda.in(late + this.#random.between(50, 3_000), tell);
    if (faults.happens('notice-twice')) agenda.in(late + this.#random.between(50, 3_600_000), tell);
  }
}
