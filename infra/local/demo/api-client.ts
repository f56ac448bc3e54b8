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

/** How often a call is tried. */
const MOST_TRIES = 3;

/** Calls the HTTP API as an admin. A refusal is thrown as RefusedError with the API's own words. */
export class ApiClient {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /**
   * One call; the answer is checked against a schema. `what` names the thing for the error. What may be done twice is
   * tried again where the server could not answer, as on a machine that is very busy.
   */
  async call<Schema extends z.ZodType>(
    method: string,
    path: string,
    schema: Schema,
    call: Call = {},
  ): Promise<z.output<Schema>> {
    const mayRepeat = method !== 'POST' || call.headers?.['idempotency-key'] !== undefined;
    let response = await this.#fetch(method, path, call);
    for (let tries = 1; response.status >= 500 && mayRepeat && tries < MOST_TRIES; tries += 1) {
      await response.body?.cancel();
      response = await this.#fetch(method, path, call);
    }
    const text = await response.text();
    if (!response.ok) throw refused(call.what ?? `${method} ${path}`, text, response.status);
    return schema.parse(text === '' ? undefined : JSON.parse(text));
  }

  #fetch(method: string, path: string, call: Call): Promise<Response> {
    return fetch(this.#url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(call.body !== undefined && { 'content-type': 'application/json' }),
        ...call.headers,
      },
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
    });
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
