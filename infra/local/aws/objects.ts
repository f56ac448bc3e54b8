import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstantText } from '../clock.ts';
import type { LocalTable } from './local-store.ts';

/** What is known of a stored object; its bytes lie in a file. */
export type StoredObject = {
  bucket: string;
  key: string;
  size: number;
  etag: string;
  contentType: string;
  at: InstantText;
};

/** Objects of all buckets: the list in a table, the bytes in a folder. */
export class ObjectStore {
  readonly #shelf: LocalTable<StoredObject>;
  readonly #folder: string;
  readonly #now: () => InstantText;
  /** Called with each object that was put. */
  onCreated: (object: StoredObject) => void = () => undefined;

  constructor(table: LocalTable<StoredObject>, folder: string, now: () => InstantText) {
    this.#shelf = table;
    this.#folder = folder;
    this.#now = now;
    mkdirSync(folder, { recursive: true });
  }

  async put(bucket: string, key: string, body: Uint8Array, contentType: string): Promise<StoredObject> {
    const etag = createHash('md5').update(body).digest('hex');
    const object = { bucket, key, size: body.length, etag, contentType, at: this.#now() };
    await writeFile(this.#file(bucket, key), body);
    this.#shelf.put(`${bucket}/${key}`, object);
    this.onCreated(object);
    return object;
  }

  find(bucket: string, key: string): StoredObject | undefined {
    return this.#shelf.get(`${bucket}/${key}`);
  }

  read(object: StoredObject): Promise<Buffer> {
    return readFile(this.#file(object.bucket, object.key));
  }

  async delete(bucket: string, key: string): Promise<void> {
    this.#shelf.delete(`${bucket}/${key}`);
    await rm(this.#file(bucket, key), { force: true });
  }

  /** Keys may hold anything, file names may not. */
  #file(bucket: string, key: string): string {
    return join(this.#folder, createHash('sha256').update(`${bucket}/${key}`).digest('hex'));
  }
}
