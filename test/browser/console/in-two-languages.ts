import { test as testOnce } from 'node:test';
import { drawn, seed, type Language } from '../languages.ts';
import { openConsole, type Opened, type Opening } from './console.ts';

/** Opens the console in the language of the test. */
export type Open = (options: Omit<Opening, 'language'>) => Promise<Opened>;
type Run = (open: Open) => Promise<void>;

/**
 * What a person does, done in English and again in another language that the seed draws: what is pressed and read is found by
 * the console’s own catalogues.
 */
export function test(title: string, run: Run): void {
  testInEnglish(title, run);
  testInAnother(title, run);
}

export function testInEnglish(title: string, run: Run): void {
  testOnce(title, () => run((options) => openConsole({ ...options, language: 'en' })));
}

export function testInAnother(title: string, run: Run): void {
  const language = drawn<Language>(['fr', 'ro', 'de', 'es'], title);
  const name = `${title}, in “${language}” (RELANCE_SEED=${seed})`;
  testOnce(name, () => run((options) => openConsole({ ...options, language })));
}
