import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** Where the fakes keep their state: maps in memory, each change written through to a file when there is one. */
export class LocalStore {
  readonly #database: DatabaseSync | undefined;

  /** @param file SQLite file; without one nothing outlives the process. */
  constructor(file: string | undefined) {
    if (file === undefined) return;
    this.#database = new DatabaseSync(file);
    // Exclusive: a second system on the same folder fails at once instead of working off the same queues.
    this.#database.exec(
      'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA user_version = 1;',
    );
  }

  /** The named map, filled with what the file holds. */
  table<Value>(name: string): LocalTable<Value> {
    const database = this.#database;
    if (database === undefined) return new LocalTable<Value>();
    database.exec(`CREATE TABLE IF NOT EXISTS "${name}" (key TEXT PRIMARY KEY, value TEXT NOT NULL)`);
    return new LocalTable<Value>({
      rows: database.prepare(`SELECT key, value FROM "${name}" ORDER BY rowid`).all(),
      // An update in place keeps the row's order, which is the order of a queue.
      put: database.prepare(
        `INSERT INTO "${name}" VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
      ),
      remove: database.prepare(`DELETE FROM "${name}" WHERE key = ?`),
    });
  }

  close(): void {
    this.#database?.close();
  }
}

type File = { rows: Record<string, unknown>[]; put: StatementSync; remove: StatementSync };

/** A map from key to value in order of insertion, durable when it has a file. Values are plain JSON. */
export class LocalTable<Value> {
  readonly #map = new Map<string, Value>();
  readonly #file: File | undefined;

  constructor(file?: File) {
    this.#file = file;
    // The file is this class's own writing, so its shape is trusted.
    for (const row of file?.rows ?? [])
      this.#map.set(String(row['key']), JSON.parse(String(row['value'])) as Value);
  }

  get size(): number {
    return this.#map.size;
  }
  get(key: string): Value | undefined {
    return this.#map.get(key);
  }
  values(): MapIterator<Value> {
    return this.#map.values();
  }
  entries(): MapIterator<[string, Value]> {
    return this.#map.entries();
  }
  put(key: string, value: Value): void {
    this.#map.set(key, value);
    this.#file?.put.run(key, JSON.stringify(value));
  }
  delete(key: string): void {
    if (this.#map.delete(key)) this.#file?.remove.run(key);
  }
}
