import { epochMs } from '../../../../shared/domain/time/instants.ts';
import type { StandInAnswer, StandInRequest } from '../stand-in.ts';
import { applyCollection } from './collections.ts';
import { described, picklistValues } from './describe.ts';
import { QueryRefusal, runSoql } from './soql-run.ts';
import { entityNamed, type Store } from './store.ts';

const json = (status: number, body: unknown): Exclude<StandInAnswer, 'hang-up'> => ({
  status,
  headers: { 'content-type': 'application/json;charset=UTF-8' },
  body: JSON.stringify(body),
});

/** A refusal as all of REST answers it. */
export function refusal(
  status: number,
  errorCode: string,
  message: string,
): Exclude<StandInAnswer, 'hang-up'> {
  return json(status, [{ message, errorCode }]);
}

/** The releases that are served. */
const version = /^\/services\/data\/v(\d\d)\.0(\/[^?]*)/;
const OLDEST = 41;
const NEWEST = 66;

/** Answers a request of REST that was let in. `half`: of a collection the first half is written. */
export function answerRest(
  store: Store,
  request: StandInRequest,
  half: boolean,
): Exclude<StandInAnswer, 'hang-up'> {
  const { pathname, searchParams } = new URL(request.path, 'http://stand-in');
  const [, release = '0', path = ''] = version.exec(pathname) ?? [];
  if (Number(release) < OLDEST || Number(release) > NEWEST)
    return refusal(404, 'NOT_FOUND', 'The requested resource does not exist');
  const get = request.method === 'GET';
  if (get && (path === '/query' || path === '/queryAll'))
    return answerQuery(store, searchParams.get('q') ?? '', path === '/queryAll');
  if (path === '/composite/sobjects' && (request.method === 'PATCH' || request.method === 'POST'))
    return answerCollection(store, request, half);
  const [, object] = /^\/sobjects\/(\w{1,80})\/describe$/.exec(path) ?? [];
  const entity = entityNamed(store, object ?? '');
  if (get && entity !== undefined) return json(200, described(entity, store.schema[entity]));
  const [, of = '', type = '', field = ''] =
    /^\/ui-api\/object-info\/(\w{1,80})\/picklist-values\/(\w{18})\/(\w{1,80})$/.exec(path) ?? [];
  const listed = entityNamed(store, of);
  const values = listed === undefined ? undefined : picklistValues(store.schema[listed], type, field);
  if (get && values !== undefined) return json(200, values);
  return refusal(404, 'NOT_FOUND', 'The requested resource does not exist');
}

function answerQuery(store: Store, soql: string, withDeleted: boolean): Exclude<StandInAnswer, 'hang-up'> {
  try {
    return json(200, runSoql(store, soql, withDeleted));
  } catch (error) {
    if (!(error instanceof QueryRefusal)) throw error;
    return refusal(400, error.code, error.message);
  }
}

function answerCollection(
  store: Store,
  { method, headers, body }: StandInRequest,
  half: boolean,
): Exclude<StandInAnswer, 'hang-up'> {
  if (headers['content-type']?.startsWith('application/json') !== true)
    return refusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'Content-Type must be application/json');
  let given: unknown;
  try {
    given = JSON.parse(body);
  } catch {
    return refusal(400, 'JSON_PARSER_ERROR', 'The JSON cannot be read');
  }
  const answer = applyCollection(store, { creates: method === 'POST', body: given, half });
  if ('code' in answer) return refusal(400, answer.code, answer.message);
  return half ? refusal(500, 'UNKNOWN_EXCEPTION', 'An unexpected error occurred.') : json(200, answer.rows);
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Their time as HTTP writes it. */
export function httpDate(store: Store): string {
  const at = new Date(epochMs(store.now()));
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${days[at.getUTCDay()] ?? ''}, ${two(at.getUTCDate())} ${months[at.getUTCMonth()] ?? ''} ${at.getUTCFullYear()} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} GMT`;
}
