import assert from 'node:assert/strict';
import type { System } from '#infra/local/system.ts';
import type { ApiAnswer } from './api.ts';

/** Calls the API of a local system with a token, and gives what it answers; anything but a success is a failure. */
export function localCall(system: Pick<System, 'url'>, token: string) {
  return async (
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer['body']> => {
    const response = await fetch(system.url + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
}
