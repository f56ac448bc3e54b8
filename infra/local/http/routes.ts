import type { Invoke, LoadedFunction } from '../sources/invoke.ts';

/** A route of the HTTP API and the function behind it. */
export type Route = {
  /** As API Gateway names it: `GET /u/{token}`. */
  key: string;
  method: string;
  pattern: RegExp;
  parameters: string[];
  behindAuthorizer: boolean;
  invoke: Invoke;
};

/**
 * The routes of the functions that have any, the most specific first: full paths, then parameters, then `{proxy+}`, of
 * these the one whose path is longer before it.
 */
export function routesOf(functions: readonly LoadedFunction[]): Route[] {
  const routes = functions.flatMap(({ definition: { trigger }, invoke }) =>
    trigger.kind === 'api' || trigger.kind === 'public'
      ? trigger.routes.map((key) => toRoute(key, trigger.kind === 'api', invoke))
      : [],
  );
  return routes.sort((a, b) => weight(a) - weight(b) || depth(b) - depth(a));
}

function toRoute(key: string, behindAuthorizer: boolean, invoke: Invoke): Route {
  const [method = '', path = ''] = key.split(' ');
  const parameters: string[] = [];
  const pattern = path
    .split('/')
    .map((segment) => {
      const name = /^\{(\w+)(\+?)\}$/.exec(segment);
      if (name === null) return segment.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
      parameters.push(name[1] ?? '');
      return name[2] === '+' ? '(.+)' : '([^/]+)';
    })
    .join('/');
  return { key, method, pattern: new RegExp(`^${pattern}$`), parameters, behindAuthorizer, invoke };
}

const depth = (route: Route): number => route.key.split('/').length;

const weight = (route: Route): number =>
  (route.key.includes('+}') ? 4 : 0) +
  (route.parameters.length > 0 ? 2 : 0) +
  (route.method === 'ANY' ? 1 : 0);

/** The route that answers a request, with the parts of the path that it names. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; parameters: Record<string, string> } | undefined {
  for (const route of routes) {
    if (route.method !== 'ANY' && route.method !== method) continue;
    const match = route.pattern.exec(path);
    if (match === null) continue;
    const entries = route.parameters.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')]);
    return { route, parameters: Object.fromEntries(entries) as Record<string, string> };
  }
  return undefined;
}
