import { setupI18n } from '@lingui/core';
import type { CompiledMessage } from '@lingui/message-utils/compileMessage';
import { fileURLToPath } from 'node:url';
import { compiledTexts } from '#infra/console/texts-plugin.ts';
import type { Language } from '../languages.ts';

const app = fileURLToPath(new URL('../../../functions/console/app', import.meta.url));

/** Values in a text: what is shown, or what it looks like. */
type Values = Record<string, string | number | RegExp>;

export type Texts = {
  /** What the console says for an English text of its code, whose values are all given. A text that it does not have throws. */
  t: (text: string, values?: Record<string, string | number>) => string;
  /** Finds what the console says for an English text of its code; a value that is not given may be anything, and `#` is that of a plural. */
  like: (text: string, values?: Values) => RegExp;
};

/** The words of the console in a language, from its own catalogues. */
export function textsOf(language: Language): Texts {
  const messages = compiledTexts(app, language);
  const i18n = setupI18n({ locale: language, messages: { [language]: messages } });
  const known = (text: string): CompiledMessage => {
    const message = messages[text];
    if (message === undefined) throw new Error(`The console does not say “${text}”.`);
    return message;
  };
  return {
    t: (text, values) => {
      known(text);
      return i18n._(text, values);
    },
    like: (text, values = {}) => new RegExp(patternOf(known(text), values)),
  };
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

/** A regular expression of a message: each case of a plural may stand there. */
function patternOf(message: CompiledMessage, values: Values): string {
  if (typeof message === 'string') return escaped(message);
  const parts = message.map((token) => {
    if (token === '#')
      return values['#'] === undefined ? String.raw`[\d.,\s]+` : escaped(String(values['#']));
    if (typeof token === 'string') return escaped(token);
    const [name, , cases] = token as [string, string?, (Record<string, CompiledMessage> | string)?];
    if (typeof cases === 'object')
      return `(?:${Object.entries(cases)
        .filter(([key]) => key !== 'offset')
        .map(([, each]) => patternOf(each, values))
        .join('|')})`;
    const value = values[name];
    if (value === undefined) return '.*';
    return value instanceof RegExp ? `(?:${value.source})` : escaped(String(value));
  });
  return parts.join('');
}
