import * as z from 'zod';
import { fileFormat } from '#shared/domain/sequences/sequence-file.ts';
import { about, suchAs } from './about.ts';
import { sequenceId } from './ids.ts';
import { admins, revised, type Operation } from './operation.ts';
import { options, sequence, step } from './sequence.ts';
import { templateTexts } from './templates.ts';
import { line } from './values.ts';

const { templateId: _templateId, ...stepShape } = step.shape;

const sequenceFile = z
  .strictObject({
    format: z.literal(fileFormat.format, `Not a file of a sequence: “format” must be ${fileFormat.format}.`),
    formatVersion: z.literal(
      fileFormat.formatVersion,
      `Not a form that is known here: “formatVersion” must be ${fileFormat.formatVersion}.`,
    ),
    name: line(100, 'The name', 'Spring 2027'),
    ...options,
    steps: z
      .array(
        z
          .strictObject({
            ...stepShape,
            template: about(z.string().optional(), 'Key of a template of the file.'),
          })
          .meta({ id: 'StepInFile' }),
      )
      .max(200),
    templates: z
      .array(
        z
          .strictObject({
            key: z
              .string()
              .regex(/^[a-z0-9]{1,20}$/, 'A key is 1 to 20 of a–z and 0–9.')
              .meta({ examples: ['t1'] }),
            ...templateTexts,
          })
          .meta({ id: 'TemplateInFile' }),
      )
      .max(200),
  })
  .meta({
    id: 'SequenceFile',
    description: 'A sequence with its texts, without any data of people or of where it comes from.',
  });

const oneSequence = { tag: 'Sequences', roles: admins, params: z.object({ id: sequenceId }) } as const;

/** Copies of a sequence, here and elsewhere. */
export const sequenceFileOperations = {
  duplicateSequence: {
    ...oneSequence,
    on: 'POST /v1/sequences/{id}/duplicate',
    summary: 'Copy a sequence into a new draft',
    description: 'The copy uses the same templates, and has no leads and no history.',
    body: z
      .strictObject({
        id: suchAs(sequenceId, 'spring-27-b'),
        name: line(100, 'The name', 'Spring 2027, B').optional(),
        version: about(z.int().min(1).optional(), 'A published version; by default the draft.'),
      })
      .meta({ id: 'DuplicateSequenceIn' }),
    ...revised(sequence, 'The copy.', 201),
    problems: [404, 409],
  },
  exportSequence: {
    ...oneSequence,
    on: 'GET /v1/sequences/{id}/file',
    summary: 'Export a sequence as a file',
    description: 'Its steps, options and the texts of its templates, to be imported here or elsewhere.',
    query: z.object({
      version: about(
        z.coerce.number('Give the number of a version, from 1.').int().min(1).optional(),
        'A published version; by default the draft.',
        1,
      ),
    }),
    returns: { status: 200, description: 'The file.', body: sequenceFile },
    problems: [404, 409],
  },
  importSequence: {
    on: 'POST /v1/sequences/import',
    tag: 'Sequences',
    summary: 'Import a sequence from a file',
    description:
      'Makes a draft and its templates, which are shared. A file with errors is refused with every error and what to mend, and nothing is created. An id that is taken is refused; a name that is taken gets a number.',
    roles: admins,
    body: z
      .strictObject({
        id: sequenceId,
        name: about(line(100, 'The name', 'Spring 2027').optional(), 'Instead of the file’s.'),
        file: sequenceFile,
      })
      .meta({ id: 'ImportSequenceIn' }),
    maxBodyBytes: 5_000_000,
    ...revised(sequence, 'The sequence, a draft.', 201),
    problems: [409, 413],
  },
} as const satisfies Record<string, Operation>;
