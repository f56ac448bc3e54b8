import * as z from 'zod';
import { wholeFile, type PartOfFile } from '#shared/domain/provider-events/part-of-file.ts';
import { jsonText, problemsOf } from './json-text.ts';

/** What a message of the queue says of files of events. `invalid` belongs in the dead-letter queue. */
export type ParsedEventFiles =
  | { kind: 'files'; parts: PartOfFile[] }
  | { kind: 'ignored'; why: string }
  | { kind: 'invalid'; problem: string };

/**
 * Reads a queue body that is about files: what S3 tells of those that came, the message by which it tries a queue, and
 * what this product sends itself of a part that is left. Undefined: it is about something else.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function parseEventFiles(body: string): ParsedEventFiles | undefined {
  const value = jsonText.safeParse(body).data;
  const shape = shapes.find(({ mark }) => mark.safeParse(value).success);
  return shape?.read(value);
}

/** S3 writes keys as forms do: a space is `+`, all else is percent-encoded. */
const formKey = z.string().transform((text, context) => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    context.addIssue({ code: 'custom', message: 'not URL-encoded' });
    return z.NEVER;
  }
});

const created = z.object({
  Records: z.array(
    z.object({
      eventName: z.string().startsWith('ObjectCreated:'),
      s3: z.object({ object: z.object({ key: formKey }) }),
    }),
  ),
});

const left = z.object({
  partOfFile: z.object({
    key: z.string().min(1),
    from: z.int().min(0),
    line: z.int().min(0),
    keep: z.boolean(),
    upTo: z.int().min(1).optional(),
  }),
});

const shapes: readonly { mark: z.ZodType; read: (value: unknown) => ParsedEventFiles }[] = [
  {
    mark: z.object({ Event: z.literal('s3:TestEvent') }),
    read: () => ({ kind: 'ignored', why: 'S3 tries the queue' }),
  },
  {
    mark: z.object({ Records: z.array(z.object({ eventSource: z.literal('aws:s3') })) }),
    read: (value) => {
      const { data, error } = created.safeParse(value);
      if (data === undefined) return { kind: 'invalid', problem: problemsOf(error) };
      return { kind: 'files', parts: data.Records.map(({ s3 }) => wholeFile(s3.object.key)) };
    },
  },
  {
    mark: z.object({ partOfFile: z.unknown() }).required(),
    read: (value) => {
      const { data, error } = left.safeParse(value);
      if (data === undefined) return { kind: 'invalid', problem: problemsOf(error) };
      return { kind: 'files', parts: [data.partOfFile] };
    },
  },
];
