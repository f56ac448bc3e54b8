import { methodAndPath, type Operation } from '#shared/contracts/api/operation.ts';
import { operations } from '#shared/contracts/api/operations.ts';

/** An operation as a command. */
export type Named = {
  id: string;
  operation: Operation;
  noun: string;
  verb: string;
  /** Names of the path's parameters, in its order; the command takes them as words in this order. */
  params: readonly string[];
};

/** Short names of commands that are typed often, and what they stand for. */
export const aliases = {
  enroll: ['enrollments', 'create'],
  record: ['enrollments', 'record'],
  forecast: ['forecasts', 'create'],
  whoami: ['me', 'get'],
} as const satisfies Record<string, readonly [noun: string, verb: string]>;

const verbOf = { GET: 'get', POST: 'create', PUT: 'put', PATCH: 'change', DELETE: 'delete' } as const;

const isParameter = (segment: string): boolean => segment.startsWith('{');

/** Whether an operation answers with items. */
const lists = ({ returns }: Operation): boolean =>
  returns.body !== undefined && 'shape' in returns.body && 'items' in (returns.body.shape as object);

/**
 * What an operation is called, by its method and path alone: the noun is the first word of the path. Without further
 * words the verb is what the method does: list (where the path ends in no parameter and items are answered), get,
 * create, put, change or delete. Further words are the verb as they stand, joined by “-”; what reads one thing of
 * theirs, or changes it other than by POST, has the method's verb before them.
 */
export function nameOf(operation: Operation): Pick<Named, 'noun' | 'verb' | 'params'> {
  const { method, path } = methodAndPath(operation);
  const [noun = '', ...rest] = path.split('/').slice(2);
  const words = rest.filter((segment) => !isParameter(segment)).map((word) => word.replaceAll('.', '-'));
  const params = rest.filter(isParameter).map((segment) => segment.slice(1, -1));
  const endsInParameter = isParameter(rest.at(-1) ?? '');
  const own = method === 'GET' && !endsInParameter && lists(operation) ? 'list' : verbOf[method];
  const bare = (method === 'GET' || method === 'POST') && !endsInParameter;
  const verb = words.length === 0 ? own : [...(bare ? [] : [own]), ...words].join('-');
  return { noun, verb, params };
}

/** Every operation of the API as a command, in the order of the contracts. */
export function namedOperations(): Named[] {
  return Object.entries<Operation>(operations).map(([id, operation]) => ({
    id,
    operation,
    ...nameOf(operation),
  }));
}
