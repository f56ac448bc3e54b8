import * as z from 'zod';
import { UserFileError } from './plan.ts';

const problem = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

type Call = { body?: unknown; headers?: Record<string, string>; what?: string };

/** Calls the HTTP API as an admin. A refusal is thrown as UserFileError with the API's own words. */
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
    if (!response.ok)
      throw new UserFileError(
        `${call.what ?? `${method} ${path}`}: ${describeRefusal(text, response.status)}`,
      );
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

function describeRefusal(text: string, status: number): string {
  try {
    const { title, detail, errors = [] } = problem.parse(JSON.parse(text));
    const list = errors.map(({ path, message }) => `\n  ${path}: ${message}`).join('');
    return `${detail ?? title ?? `status ${status}`}${list}`;
  } catch {
    return `status ${status}`;
  }
}
