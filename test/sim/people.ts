import { apiEvent } from '#test/support/api.ts';
import { functionReached } from '#test/support/function-reached.ts';
import type { Ending } from './surroundings.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

export type Role = 'super_admin' | 'admin' | 'manager' | 'user';
export type Answer = { status: number; body: any; etag: string | undefined };
type Asked = { body?: unknown; headers?: Record<string, string>; query?: Record<string, string> };

/** How often a person asks again when there was no answer, or a bad one. */
const TRIES = 6;

/** Calls the HTTP functions as people's browsers do: what goes unanswered is asked again. */
export class People {
  readonly #world: World;
  readonly #random: Random;

  constructor(world: World, random: Random) {
    this.#world = world;
    this.#random = random;
  }

  /** A request of a user to the API. Status 0: it never was answered. */
  async ask(
    who: { id: string; role: Role },
    method: string,
    path: string,
    asked: Asked = {},
  ): Promise<Answer> {
    const claims = {
      'custom:organisation': 'local',
      'custom:user_id': who.id,
      'cognito:groups': `[${who.role}]`,
    };
    return this.#persist(functionReached(method, path), method, path, { ...asked, claims });
  }

  /** A request of anybody to the public pages. */
  async open(method: string, path: string, asked: Asked = {}): Promise<Answer> {
    return this.#persist('public', method, path, asked);
  }

  /** A message of a service to the address of its connection: sent again until it is taken or refused. @returns the status */
  async send(
    path: string,
    { headers, body }: { headers: Readonly<Record<string, string>>; body: string },
  ): Promise<number> {
    const { status } = await this.#persist('receive-events', 'POST', path, { headers: { ...headers }, body });
    return status;
  }

  async #persist(
    functionId: string,
    method: string,
    path: string,
    asked: Asked & { claims?: Record<string, unknown> },
  ): Promise<Answer> {
    let last: Answer = { status: 0, body: undefined, etag: undefined };
    for (let tries = 0; tries < TRIES; tries += 1) {
      last = await this.#once(functionId, method, path, asked);
      if (last.status !== 0 && last.status < 500) break;
      await this.#pause(this.#random.between(2_000, 40_000));
    }
    this.#world.log(`${method} ${path} → ${last.status}`);
    return last;
  }

  #once(functionId: string, method: string, path: string, asked: Asked): Promise<Answer> {
    const event = apiEvent(method, path, asked);
    return new Promise((resolve) => {
      this.#world.invoke(functionId, event, (ending) => {
        resolve(answerOf(ending));
      });
    });
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#world.agenda.in(ms, resolve);
    });
  }
}

function answerOf(ending: Ending): Answer {
  if (ending.kind !== 'answered') return { status: 0, body: undefined, etag: undefined };
  const { statusCode, body, headers } = ending.answer as {
    statusCode: number;
    body?: string;
    headers?: Record<string, string>;
  };
  const isJson = (headers?.['content-type'] ?? '').includes('json');
  return {
    status: statusCode,
    body: isJson && body ? JSON.parse(body) : body,
    etag: headers?.['etag'],
  };
}
