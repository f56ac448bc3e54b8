import type { Instant } from '../../domain/kernel/instant.ts';
import { problemsUnder, type Problem } from '../../domain/kernel/problem.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import {
  draftOf,
  fileOf,
  freeName,
  keyProblems,
  type SequenceFile,
  type TemplateInFile,
} from '../../domain/sequences/sequence-file.ts';
import type { Sequence } from '../../domain/sequences/step.ts';
import { validateSequence } from '../../domain/sequences/validate-sequence.ts';
import { prepareTemplate } from '../../domain/templates/prepare-template.ts';
import type { Template } from '../../domain/templates/template.ts';
import type { Store } from '../../ports/store.ts';
import { unknownRecordFields } from '../records/unknown-record-fields.ts';
import { listAll } from '../list-all.ts';
import { saveItem, type Saved } from '../save-item.ts';

/** The draft of a sequence, or one of its versions, as a file with the texts of its templates. */
export async function exportSequence(
  ports: { store: Pick<Store, 'sequences' | 'versions' | 'templates'> },
  request: { organisation: string; id: string; version?: number | undefined },
): Promise<{ kind: 'file'; file: SequenceFile } | Refusal> {
  const { organisation, id, version } = request;
  const [sequence, published] = await Promise.all([
    ports.store.sequences.get(organisation, id),
    version === undefined ? undefined : ports.store.versions.get(organisation, `${id}.${version}`),
  ]);
  if (sequence === undefined) return { kind: 'not-found', what: 'sequence', id };
  if (version !== undefined && published === undefined)
    return { kind: 'not-found', what: 'version', id: `${id}.${version}` };
  const { steps, unsubscribeLink, stopOnReply, stopOnConversion } = published ?? sequence.draft;
  const ids = new Set(steps.flatMap(({ templateId }) => templateId ?? []));
  const found = await ports.store.templates.getMany(organisation, [...ids]);

  const templates = new Map(found.map((template) => [template.id, template]));
  const draft = { steps, unsubscribeLink, stopOnReply, stopOnConversion };
  const outcome = fileOf(sequence.name, draft, (each) => templates.get(each));
  if (outcome.kind === 'file') return outcome;
  const gone = outcome.templateIds.map((each) => `“${each}”`).join(', ');
  return { kind: 'conflict', detail: `Its templates ${gone} are gone: choose others in the draft first.` };
}

type Ports = { store: Pick<Store, 'sequences' | 'templates' | 'recordTypes'> };

/**
 * Makes a sequence, as a draft, and its templates from a file, of whatever organisation (D1). The templates are written
 * first, under ids made from that of the sequence, so that an import cut off half-way and repeated finds them there.
 */
export async function importSequence(
  ports: Ports,
  request: { caller: Caller; id: string; name?: string | undefined; file: SequenceFile; now: Instant },
): Promise<Saved<Sequence> | Refusal> {
  const { caller, id, name, file, now } = request;
  const { organisation } = caller;
  const [existing, all] = await Promise.all([
    ports.store.sequences.get(organisation, id),
    listAll(ports.store.sequences, organisation),
  ]);

  if (existing !== undefined) {
    const detail = `There is a sequence “${id}”, or was one: choose another id for the imported one.`;
    return { kind: 'conflict', detail, id };
  }
  const begun = { ownerId: caller.userId, shared: true, createdAt: now };
  const checked = checkedFile(file, { organisation, revision: 1, ...begun });
  if (checked.kind === 'invalid')
    return { kind: 'invalid', problems: problemsUnder(['file'], checked.problems) };
  const unknown = await unknownFields(ports.store, organisation, file);
  if (unknown.length > 0) return { kind: 'invalid', problems: problemsUnder(['file'], unknown) };
  const names = all.filter(({ status }) => status !== 'deleted').map((each) => each.name);

  const ids = new Map<string, string>();
  for (const [key, template] of checked.templates)
    ids.set(key, await writeTemplate(ports, { ...template, id: `${id}-${key}` }));
  const sequence = {
    organisation,
    id,
    name: freeName(name ?? file.name, new Set(names)),
    status: 'draft' as const,
    draft: draftOf(file, (key) => ids.get(key) ?? key),
    currentVersion: 0,
    createdBy: caller.userId,
    createdAt: now,
  };
  return saveItem(ports.store.sequences, undefined, sequence, 'absent');
}

/** What the templates of a sound file name of records that no record type here has. */
async function unknownFields(
  store: Pick<Store, 'recordTypes'>,
  organisation: string,
  { templates }: SequenceFile,
): Promise<Problem[]> {
  const found = await Promise.all(
    templates.map((template) => unknownRecordFields(store, organisation, template)),
  );
  return found.flatMap((problems, index) => problemsUnder(['templates', String(index)], problems));
}

/** The templates of a file by key, ready to store, or everything that is wrong with the file. */
function checkedFile(
  file: SequenceFile,
  begun: Omit<Template, keyof TemplateInFile | 'id'>,
): { kind: 'checked'; templates: Map<string, Template> } | { kind: 'invalid'; problems: Problem[] } {
  const templates = new Map<string, Template>();
  const problems = keyProblems(file);
  for (const [index, { key, ...texts }] of file.templates.entries()) {
    const prepared = prepareTemplate(texts);
    if (prepared.kind === 'invalid')
      problems.push(...problemsUnder(['templates', String(index)], prepared.problems));
    const { html, textFromHtml } =
      prepared.kind === 'prepared' ? prepared : { html: texts.html, textFromHtml: undefined };
    templates.set(key, { ...begun, ...texts, id: key, html, textFromHtml });
  }
  const wrong = validateSequence(
    draftOf(file, (key) => key),
    { template: (key) => templates.get(key) },
  );
  const inSteps = wrong
    .map(({ path, message }) => ({
      path: path.map((part) => (part === 'templateId' ? 'template' : part)),
      message,
    }))
    .filter(({ path }) => problems.every((known) => known.path.join('.') !== path.join('.')));
  problems.push(...inSteps);
  return problems.length === 0 ? { kind: 'checked', templates } : { kind: 'invalid', problems };
}

/** Writes a template under its id, or the next one that is free; one that is there already is taken as it is. */
async function writeTemplate({ store }: Ports, template: Template): Promise<string> {
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? template.id : `${template.id}-${number}`;
    if ((await store.templates.put({ ...template, id }, 'absent')) === 'written') return id;
    const there = await store.templates.get(template.organisation, id);
    if (there !== undefined && sameTexts(there, template)) return id;
  }
}

function sameTexts(a: Template, b: Template): boolean {
  const texts = ({ kind, name, subject, html, text, fallbacks, ownerId, shared }: Template) =>
    JSON.stringify([kind, name, subject, html, text, fallbacks, ownerId, shared]);
  return texts(a) === texts(b);
}
