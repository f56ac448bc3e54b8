import { functions } from '#functions/manifest.ts';
import { findRoute, routesOf } from '#infra/local/http/routes.ts';

const routes = routesOf(functions.map((definition) => ({ definition })));

/** The function of the manifest that a request reaches. Throws where none has a route for it. */
export function functionReached(method: string, path: string): string {
  const found = findRoute(routes, method, path);
  if (found === undefined) throw new Error(`No function has a route for ${method} ${path}`);
  return found.route.target.definition.id;
}
