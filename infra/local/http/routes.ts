import type { FunctionDefinition } from '#functions/manifest.ts';

/** Something that has routes if its trigger says so: a function, loaded or not. */
type Served = { definition: Pick<FunctionDefinition, 'trigger'> };

/** A route of the HTTP API and the function behind it. */
export type Route<Target extends Served> = {
  /** As API Gateway names it: `GET /u/{token}`. */
  key: string;
  method: string;
  pattern: RegExp;
  parameters: string[];
  behindAuthorizer: boolean;
  target: Target;
};

/**
 * The routes of the functions that have any, the most specific first: full paths, then parameters, then `{proxy+}`, of
 * these the one whose path is longer before it.
 */
export function routesOf<Target extends Served>(functions: readonly Target[]): Route<Target>[] {
  const routes = functions.flatMap((target) => {
    const { trigger } = target.definition;
    return trigger.kind === 'api' || trigger.kind === 'public'
      ? trigger.routes.map((key) => toRoute(key, trigger.kind === 'api', target))
      : [];
  });
  return routes.sort((a, b) => weight(a) - weight(b) || depth(b) - depth(a));
}

function toRoute<Target extends Served>(
  key: string,
  behindAuthorizer: boolean,
  target: Target,
): Route<Target> {
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
  return { key, method, pattern: new RegExp(`^${pattern}$`), parameters, behindAuthorizer, target };
}

const depth = (route: Route<Served>): number => route.key.split('/').length;

const weight = (route: Route<Served>): number =>
  (route.key.includes('+}') ? 4 : 0) +
  (route.parameters.length > 0 ? 2 : 0) +
  (route.method === 'ANY' ? 1 : 0);

/** The route that answers a request, with the parts of the path that it names. */
export function findRoute<Target extends Served>(
  routes: readonly Route<Target>[],
  method: string,
  path: string,
): { route: Route<Target>; parameters: Record<string, string> } | undefined {
  for (const route of routes) {
    if (route.method !== 'ANY' && route.method !== method) continue;
    const match = route.pattern.exec(path);
    if (match === null) continue;
    const entries = route.parameters.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')]);
    return { route, parameters: Object.fromEntries(entries) as Record<string, string> };
  }
  return undefined;
}
