import { cutText } from '../kernel/cut-text.ts';
import type { Problem } from '../kernel/problem.ts';
import type { Template } from '../templates/template.ts';
import type { Sequence, SequenceOptions, Step } from './step.ts';

/** What the first line of a file says that it is; a later form gets another number. */
export const fileFormat = { format: 'relance-sequence', formatVersion: 1 } as const;

/** A template in a file: its texts, under a key that the steps of the file name. */
export type TemplateInFile = Pick<Template, 'kind' | 'name' | 'subject' | 'html' | 'text' | 'fallbacks'> & {
  key: string;
};

/** A step in a file. */
export type StepInFile = Omit<Step, 'templateId'> & { template?: string | undefined };

/** A sequence as a file: its steps, options and texts, and nothing of who made it or where. */
export type SequenceFile = typeof fileFormat &
  SequenceOptions & { name: string; steps: StepInFile[]; templates: TemplateInFile[] };

/**
 * The file of a draft. Its templates have the keys t1, t2 … in the order in which steps use them, so that the same
 * sequence gives the same file wherever its templates came to lie. `missing`: templates that are gone.
 */
export function fileOf(
  name: string,
  { steps, ...options }: Sequence['draft'],
  find: (templateId: string) => Template | undefined,
): { kind: 'file'; file: SequenceFile } | { kind: 'missing'; templateIds: string[] } {
  const ids = [...new Set(steps.flatMap(({ templateId }) => templateId ?? []))];
  const missing = ids.filter((id) => find(id) === undefined);
  if (missing.length > 0) return { kind: 'missing', templateIds: missing };
  const keys = new Map(ids.map((id, index) => [id, `t${index + 1}`]));
  const templates = ids.flatMap((id): TemplateInFile[] => {
    const template = find(id);
    if (template === undefined) return [];
    const { kind, name: own, subject, html, text, fallbacks } = template;
    return [{ key: keys.get(id) ?? id, kind, name: own, subject, html, text, fallbacks }];
  });
  const inFile = steps.map(({ templateId, ...step }): StepInFile => ({
    ...step,
    ...(templateId !== undefined && { template: keys.get(templateId) }),
  }));
  return { kind: 'file', file: { ...fileFormat, name, ...options, steps: inFile, templates } };
}

/** The draft that a file holds, with the ids that its templates get. */
export function draftOf(
  { steps, unsubscribeLink, stopOnReply, stopOnConversion }: SequenceFile,
  idOf: (key: string) => string,
): Sequence['draft'] {
  return {
    steps: steps.map(({ template, ...step }) => ({
      ...step,
      ...(template !== undefined && { templateId: idOf(template) }),
    })),
    unsubscribeLink,
    stopOnReply,
    stopOnConversion,
  };
}

/** Keys of a file that do not fit together: named twice, named by no step, or not there. */
export function keyProblems({ steps, templates }: SequenceFile): Problem[] {
  const keys = templates.map(({ key }) => key);
  const used = new Set(steps.map(({ template }) => template));
  const inTemplates = keys.flatMap((key, index): Problem[] => {
    const path = ['templates', String(index), 'key'];
    if (keys.indexOf(key) < index) {
      return [{ path, message: `The key “${key}” is there twice: give this template another.` }];
    }
    return used.has(key)
      ? []
      : [{ path, message: `No step uses the template “${key}”: remove it, or name it in a step.` }];
  });
  const inSteps = steps.flatMap(({ template }, index): Problem[] => {
    if (template === undefined || keys.includes(template)) return [];
    const message = `The file has no template “${template}”: add it under “templates”, or choose another.`;
    return [{ path: ['steps', String(index), 'template'], message }];
  });
  return [...inTemplates, ...inSteps];
}

/** A name that no other sequence has: “Spring”, then “Spring (2)” … */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let number = 2; ; number += 1) {
    const ending = ` (${number})`;
    const next = cutText(name, 100 - ending.length) + ending;
    if (!taken.has(next)) return next;
  }
}
