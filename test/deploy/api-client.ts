import type * as z from 'zod';
import { methodAndPath, type Operation } from '#shared/contracts/api/operation.ts';
import { operations, type OperationId, type Operations } from '#shared/contracts/api/operations.ts';

type Answer<Id extends OperationId> = Operations[Id] extends {
  returns: { body: infer Schema extends z.ZodType };
}
  ? z.output<Schema>
  : undefined;

/** Asks the deployed API as a user's program does, and holds its answers to the contract. */
export type ApiClient = {
  /** Calls an operation; throws with what was answered when that is no success. */
  ask<Id extends OperationId>(id: Id, request: Asked): Promise<Answer<Id>>;
};
/** `revision`: the one that the caller has read, where two may meet. */
type Asked = { params?: Record<string, string>; body?: unknown; revision?: number };

/** A client whose every request bears the token. */
export function apiClient(apiUrl: string, token: string): ApiClient {
  return {
    async ask<Id extends OperationId>(id: Id, { params = {}, body, revision }: Asked) {
      const operation: Operation = operations[id];
      const { method, path: template } = methodAndPath(operation);
      const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
      const response = await fetch(`${apiUrl}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          ...(revision !== undefined && { 'if-match': `"${revision}"` }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${id} answered ${response.status}: ${text}`);
      return operation.returns.body?.parse(JSON.parse(text)) as Answer<Id>;
    },
  };
}
