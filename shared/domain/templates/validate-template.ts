import { channels } from '../channels/channels.ts';
import type { Problem } from '../kernel/problem.ts';
import { takenFieldNames } from '../records/record-type.ts';
import { parse, parseProblem, type Escaping } from './liquid.ts';
import { liquidPieces, literalLength, tooLong, type Template } from './template.ts';
import { refusalOfVariable, variableName } from './template-variables.ts';

/** What a person writes of a template. */
export type TemplateDraft = Pick<Template, 'kind' | 'name' | 'subject' | 'html' | 'text' | 'fallbacks'>;

/** Most bytes of all texts of a template, so that it fits one stored item. */
const maxBytes = 300_000;

/** Every variable that a template names, by full name, each once and in order. */
export function variablesOf(
  template: Pick<Template, 'subject' | 'html' | 'text' | 'textFromHtml'>,
): string[] {
  const names = [template.subject, template.html, template.text, template.textFromHtml].flatMap((text) =>
    text === undefined ? [] : parse(text, 'plain').variables.map(variableName),
  );
  return [...new Set(names)].toSorted();
}

/** Everything that keeps a template from being saved, each with what to mend; empty: it may be. */
export function validateTemplate(draft: TemplateDraft): Problem[] {
  const problems: Problem[] = [...shapeProblems(draft), ...fallbackProblems(draft.fallbacks)];
  const part = (name: 'subject' | 'html' | 'text', escaping: Escaping): void => {
    const text = draft[name];
    if (text !== undefined) problems.push(...textProblems(name, text, escaping));
  };
  part('subject', 'plain');
  part('html', 'html');
  part('text', 'plain');
  return problems;
}

/** What a template names of records that no record type has; `fields`: names of the fields of all of them. */
export function recordFieldProblems(draft: TemplateDraft, fields: ReadonlySet<string>): Problem[] {
  return (['subject', 'html', 'text'] as const).flatMap((part) =>
    recordFieldsIn(draft[part])
      .filter((name) => !fields.has(name))
      .map((name) => ({
        path: [part],
        message: `“record.${name}” is not known: no record type has a field “${name}”.`,
      })),
  );
}

/** Whether a template names a field of a record. */
export function namesRecordFields({ subject, html, text }: TemplateDraft): boolean {
  return [subject, html, text].some((part) => recordFieldsIn(part).length > 0);
}

/** The fields of records that a sound text names. */
function recordFieldsIn(text: string | undefined): string[] {
  const paths = text === undefined ? [] : parse(text, 'plain').variables;
  const names = paths.flatMap(([root, name]) => (root === 'record' ? [String(name)] : []));
  return names.filter((name) => !takenFieldNames.includes(name));
}

function shapeProblems({ kind, name, subject, html, text }: TemplateDraft): Problem[] {
  const problems: Problem[] = [];
  const refuse = (path: string, message: string): void => void problems.push({ path: [path], message });
  if (name.trim() === '') refuse('name', 'Give the template a name.');
  const { one, threads } = channels[kind];
  if (threads) {
    if (isBlank(html) && isBlank(text)) refuse('html', 'Write the mail: it has neither HTML nor text.');
    if (subject !== undefined && isBlank(subject)) {
      refuse('subject', 'Write the subject, or leave it out for a template of replies.');
    }
    if (subject !== undefined && /[\r\n]/.test(subject)) refuse('subject', 'Keep the subject on one line.');
  } else {
    const what = one.replace(/^./, (first) => first.toUpperCase());
    if (isBlank(text)) refuse('text', `${what} needs a text: write it.`);
    if (subject !== undefined) refuse('subject', `${what} has no subject: remove it.`);
    if (html !== undefined) refuse('html', `${what} has no HTML: write its text instead.`);
  }
  const literal = literalLength(text ?? '');
  const long = tooLong(kind, literal);
  if (long !== undefined) {
    refuse(
      'text',
      `The ${long.noun} has ${literal} characters before any value: shorten it to ${long.most}.`,
    );
  }
  const bytes = new TextEncoder().encode(`${subject ?? ''}${html ?? ''}${text ?? ''}`).length;
  if (bytes > maxBytes) {
    refuse(html === undefined ? 'text' : 'html', `The template has ${bytes} bytes, ${maxBytes} at most.`);
  }
  return problems;
}

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}

/** Pieces of Liquid in one text, and their characters: reading them takes time that grows faster than they do. */
const mostPieces = 500;
const mostLiquid = 20_000;

function pieceProblem(text: string): string | undefined {
  const pieces = [...liquidPieces(text)];
  if (pieces.length > mostPieces)
    return `It has ${pieces.length} variables and tags, ${mostPieces} at most: take some out.`;
  const liquid = text.length - literalLength(text);
  return liquid > mostLiquid
    ? `Its variables and tags have ${liquid} characters, ${mostLiquid} at most: shorten them.`
    : undefined;
}

function textProblems(name: string, text: string, escaping: Escaping): Problem[] {
  const tooMuch = pieceProblem(text);
  if (tooMuch !== undefined) return [{ path: [name], message: tooMuch }];
  try {
    return parse(text, escaping).variables.flatMap((path) => {
      const message = refusalOfVariable(path);
      return message === undefined ? [] : [{ path: [name], message }];
    });
  } catch (error) {
    return [{ path: [name], message: parseProblem(error) }];
  }
}

function fallbackProblems(fallbacks: Record<string, string>): Problem[] {
  return Object.entries(fallbacks).flatMap(([name, value]) => {
    const [root = '', second = '', ...rest] = name.split('.');
    const path = rest.length === 0 ? [root, second] : [root, second, rest.join('.')];
    const unknown = refusalOfVariable(path);
    if (unknown !== undefined) return [{ path: ['fallbacks', name], message: unknown }];
    return value.trim() === ''
      ? [
          {
            path: ['fallbacks', name],
            message: `Write what stands in for “${name}”, or remove its fallback.`,
          },
        ]
      : [];
  });
}
