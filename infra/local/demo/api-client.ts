import * as z from 'zod';
import { jsonText } from '#shared/contracts/provider/json-text.ts';
import { UserFileError } from './user-file.ts';

const problem = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

/** The API refused a call. `errors`: the values that are to blame, by their paths in what was sent. */
export class RefusedError extends UserFileError {
  readonly errors: readonly { path: string; message: string }[];

  constructor(message: string, errors: readonly { path: string; message: string }[]) {
    super(message);
    this.errors = errors;
  }
}

type Call = { body?: unknown; headers?: Record<string, string>; what?: string };

/** Calls the HTTP API as an admin. A refusal is thrown as RefusedError with the API's own words. */
export class ApiClient {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** One call; the answer is checked against a schema. `what` names the thing for the error. */
  async call<Schema extends z.ZodType>(
    method: string,
    path: string,
    schema: Schema,
    call: Call = {},
  ): Promise<z.output<Schema>> {
    const response = await fetch(this.#url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(call.body !== undefined && { 'content-type': 'application/json' }),
        ...call.headers,
      },
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
    });
    const text = await response.text();
    if (!response.ok) throw refused(call.what ?? `${method} ${path}`, text, response.status);
    return schema.parse(text === '' ? undefined : JSON.parse(text));
  }

  /** Every item of a list, page by page. */
  async *list<Schema extends z.ZodType>(path: string, item: Schema): AsyncIterable<z.output<Schema>> {
    const page = z.object({ items: z.array(item), cursor: z.string().optional() });
    let cursor: string | undefined;
    do {
      const query = `${path.includes('?') ? '&' : '?'}limit=100${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
      const answer = await this.call('GET', path + query, page);
      yield* answer.items;
      cursor = answer.cursor;
    } while (cursor !== undefined);
  }
}

function refused(what: string, text: string, status: number): RefusedError {
  const read = jsonText.pipe(problem).safeParse(text);
  const { title, detail, errors = [] } = read.data ?? {};
  const list = errors.map(({ path, message }) => `\n  ${path}: ${message}`).join('');
  return new RefusedError(`${what}: ${detail ?? title ?? `status ${status}`}${list}`, errors);
}
