import { readFileSync } from 'node:fs';

/** A recorded provider message, as the text in which the queue hands it over. */
export function fixture(name: string): string {
  return readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8');
}
