import { test as testOnce } from 'node:test';
import { drawn, seed, type Language } from '../languages.ts';
import { openConsole, type Opened, type Opening } from './console.ts';

/** Opens the console in the language of the test. */
export type Open = (options: Omit<Opening, 'language'>) => Promise<Opened>;

/**
 * What a person does, done in English and again in another language that the seed draws: what is pressed and read is found by
 * the console’s own catalogues.
 */
export function test(title: string, run: (open: Open) => Promise<void>): void {
  const other = drawn<Language>(['fr', 'ro', 'de', 'es'], title);
  for (const language of ['en', other] as const) {
    const name = language === 'en' ? title : `${title}, in “${language}” (RELANCE_SEED=${seed})`;
    testOnce(name, () => run((options) => openConsole({ ...options, language })));
  }
}
