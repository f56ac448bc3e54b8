import type { Language } from '../kernel/language.ts';
import {
  fileFormat,
  type SequenceFile,
  type StepInFile,
  type TemplateInFile,
} from '../sequences/sequence-file.ts';
import type { Step } from '../sequences/step.ts';
import type { LanguageTexts, StarterId, StarterTexts } from './starter-texts.ts';
import { de } from './texts/de.ts';
import { en } from './texts/en.ts';
import { es } from './texts/es.ts';
import { fr } from './texts/fr.ts';
import { ro } from './texts/ro.ts';

const texts: Record<Language, LanguageTexts> = { en, fr, ro, de, es };

type Planned = Pick<Step, 'id' | 'type' | 'wait'>;
const days = (amount: number) => ({ amount, unit: 'working-days' as const });
const atOnce = { amount: 0, unit: 'minutes' as const };

/** The steps of each starter: what they are and how long they wait; their words are of a language. */
const steps: Record<StarterId, readonly Planned[]> = {
  inbound: [
    { id: 'hello', type: 'automated-mail', wait: atOnce },
    { id: 'call', type: 'call', wait: days(1) },
    { id: 'nudge', type: 'automated-reply', wait: days(2) },
    { id: 'last', type: 'automated-reply', wait: days(4) },
  ],
  outreach: [
    { id: 'hello', type: 'automated-mail', wait: atOnce },
    { id: 'nudge', type: 'automated-reply', wait: days(3) },
    { id: 'call', type: 'call', wait: days(2) },
    { id: 'last', type: 'automated-reply', wait: days(4) },
  ],
  quote: [
    { id: 'check', type: 'automated-mail', wait: days(2) },
    { id: 'call', type: 'call', wait: days(2) },
    { id: 'nudge', type: 'automated-reply', wait: days(3) },
    { id: 'last', type: 'automated-reply', wait: days(5) },
  ],
};

/** The words of a starter in a language. */
export function textsOfStarter(id: StarterId, language: Language): StarterTexts {
  return texts[language].starters[id];
}

/** A starter in a language, as a sequence in a file: its mails bear the way to unsubscribe (D1, D7). */
export function starterFile(id: StarterId, language: Language): SequenceFile {
  const { name, steps: words } = textsOfStarter(id, language);
  const { fallbacks } = texts[language];
  const parts = steps[id].map((step) => {
    const own = words[step.id];
    if (own === undefined) throw new Error(`The starter ${id} has no words for ${step.id} in ${language}`);
    const title = { key: step.id, name: `${name}: ${own.name}` };
    const isMail = 'paragraphs' in own;
    const template: TemplateInFile = isMail
      ? { ...title, kind: 'mail', subject: own.subject, html: htmlOf(own.paragraphs), fallbacks: {} }
      : { ...title, kind: 'task', text: own.instructions, fallbacks: {} };
    const inFile: StepInFile = { ...step, name: own.name, template: step.id };
    return { step: inFile, template: { ...template, fallbacks: fallbacksOf(template, fallbacks) } };
  });
  return {
    ...fileFormat,
    name,
    unsubscribeLink: { language },
    steps: parts.map(({ step }) => step),
    templates: parts.map(({ template }) => template),
  };
}

const htmlOf = (paragraphs: readonly string[]): string =>
  paragraphs.map((text) => `<p>${text}</p>`).join('\n');

/** The fallbacks of the variables that a template names. */
function fallbacksOf(
  { subject = '', html = '', text = '' }: TemplateInFile,
  all: LanguageTexts['fallbacks'],
): Record<string, string> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => (subject + html + text).includes(name)));
}
