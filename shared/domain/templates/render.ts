import { channels } from '../channels/channels.ts';
import { escapeHtml } from './escape-html.ts';
import { fill, Missing, parse, parseProblem, type Escaping } from './liquid.ts';
import { tooLong, type Template } from './template.ts';
import { cleaned, valueOf, variableName, type TemplateVariables } from './template-variables.ts';

/** A template with the values of one lead in place: what is sent, or shown on a task. */
export type Rendered = {
  kind: 'rendered';
  /** One line; undefined where the template has none (a reply, an SMS, a task). */
  subject?: string | undefined;
  /** Undefined for SMS, tasks and mails written as text alone. */
  html?: string | undefined;
  text: string;
  /** Variables that nothing fills, by full name, each once; always empty when sending. */
  missing: string[];
};

/** What rendering gives: missing values and broken texts are expected outcomes, never an empty hole (D8). */
export type RenderOutcome =
  | Rendered
  | { kind: 'missing'; variables: string[] }
  /** The template itself cannot be sent with these values; `problem` says why. */
  | { kind: 'broken'; problem: string };

/** `send` refuses what has a hole; `preview` marks each hole and lists the variables beside the rendering. */
export type RenderMode = 'send' | 'preview';

/**
 * Puts the values in place. A variable that is missing or blank takes its fallback from the template, and is then as
 * if it had that value everywhere; one left without value counts only where it would be printed (D8).
 */
export function render(
  template: Template,
  variables: TemplateVariables,
  { mode }: { mode: RenderMode },
): RenderOutcome {
  const missing = new Set<string>();
  const part = (text: string, escaping: Escaping): string => {
    const onHole = (names: string[]): string => {
      for (const name of names) missing.add(name);
      const mark = mode === 'preview' ? `[${names.join(', ')}]` : '';
      return escaping === 'html' ? escapeHtml(mark) : mark;
    };
    const parsed = parse(text, escaping);
    return fill(parsed, escaping, scopeOf(parsed.variables, template.fallbacks, variables), onHole);
  };
  const own = template.text ?? template.textFromHtml;
  const rendered = attempt(() => ({
    subject: template.subject === undefined ? undefined : oneLine(part(template.subject, 'plain')),
    html: template.html === undefined ? undefined : part(template.html, 'html'),
    text:
      own === undefined
        ? ''
        : part(own, 'plain')
            .replaceAll(/\n{3,}/g, '\n\n')
            .trim(),
  }));
  if ('problem' in rendered) return { kind: 'broken', problem: rendered.problem };
  if (missing.size > 0 && mode === 'send') return { kind: 'missing', variables: [...missing].toSorted() };
  const problem = sendingProblem(template, rendered);
  return problem === undefined
    ? { kind: 'rendered', ...rendered, missing: [...missing].toSorted() }
    : { kind: 'broken', problem };
}

type Parts = Pick<Rendered, 'subject' | 'html' | 'text'>;

function attempt(work: () => Parts): Parts | { problem: string } {
  try {
    return work();
  } catch (error) {
    // Saving refuses unsound templates; what is left depends on the values, such as a limit or a date of "now".
    return { problem: parseProblem(error) };
  }
}

/** The scope of one text: each variable that it names, as value, fallback or `Missing`. */
function scopeOf(
  paths: (string | number)[][],
  fallbacks: Record<string, string>,
  variables: TemplateVariables,
): object {
  const scope = emptyObject();
  for (const path of paths) {
    const name = variableName(path);
    const fallback = Object.hasOwn(fallbacks, name) ? cleaned(fallbacks[name] ?? '') : undefined;
    const value = valueOf(variables, path) ?? fallback ?? new Missing([name]);
    let at = scope;
    for (const key of path.slice(0, -1).map(String))
      at = at[key] = (at[key] ?? emptyObject()) as typeof scope;
    at[String(path.at(-1))] = value;
  }
  return scope;
}

function emptyObject(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}

/** A header value: no line break or other control character can get into it. */
function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
}

const scriptLink = /\b(?:href|src)\s*=\s*(?:["']\s*)?(?:javascript|vbscript|data):/i;

function sendingProblem({ kind }: Template, { subject, html, text }: Parts): string | undefined {
  if (subject === '') return 'The subject comes out empty for this lead.';
  if (text === '' && (html === undefined || visible(html) === '')) {
    return `The ${channels[kind].noun} comes out empty for this lead.`;
  }
  const long = tooLong(kind, text.length);
  if (long !== undefined) {
    return `The ${long.noun} has ${text.length} characters for this lead, ${long.most} at most.`;
  }
  if (html !== undefined && scriptLink.test(html)) {
    return 'A link leads to a script: it must begin with https://, mailto: or tel:.';
  }
  return undefined;
}

function visible(html: string): string {
  return html.includes('<img') ? html : html.replaceAll(/<[^<>]*>|&nbsp;/g, '').trim();
}
