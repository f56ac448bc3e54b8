import { functions } from '#functions/manifest.ts';
import { environmentOf } from '#infra/local/environment.ts';

type Handler = (event: unknown, context: unknown) => Promise<unknown>;

Object.assign(
  process.env,
  environmentOf({ aws: 'http://aws', dynamodb: 'http://dynamodb', http: 'https://go.relance.example' }),
);

/** The handler of every function of the manifest, by its id: loaded once, and shared by all worlds. */
export const handlers: Readonly<Record<string, Handler>> = Object.fromEntries(
  await Promise.all(
    functions.map(async ({ id, entry }): Promise<[string, Handler]> => {
      const { handler } = (await import(`../../${entry}`)) as { handler: Handler };
      return [id, handler];
    }),
  ),
);
