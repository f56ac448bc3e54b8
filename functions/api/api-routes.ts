/**
 * The routes of the functions that the API is cut into by what they may do: the one statement of which function serves
 * an operation. API Gateway takes the route that says all of a request before one with `{proxy+}`, and of two with the same
 * path the one that names the method. So an operation that is not named here is read by `api-reading` if it is a GET, and
 * is done by `api` if it is not.
 */
export const apiRoutes = {
  'api-reading': ['GET /v1/{proxy+}'],
  api: [
    'ANY /v1/{proxy+}',
    // It puts the file among those that can be downloaded.
    'GET /v1/replies/{id}/files/{number}',
    // What reads knows no secret.
    'GET /v1/webhook-secret',
  ],
  // What calls the provider of mails and texts, and the draft of it.
  'api-sending': ['GET /v1/tasks/{id}/draft', 'POST /v1/tasks/{id}/send', 'POST /v1/templates/{id}/test'],
  // What registers and forgets domains with the provider of mails, and lets users in or signs them out.
  'api-identities': [
    'GET /v1/sending-domain',
    'PUT /v1/sending-domain',
    'DELETE /v1/sending-domain',
    'POST /v1/sending-domain/verify',
    'POST /v1/sending-domain/new-value',
    'PUT /v1/users/{id}',
  ],
} as const satisfies Record<string, readonly string[]>;

/** A function that a part of the API is served by. */
export type ApiFunction = keyof typeof apiRoutes;

type Owner<Route> = {
  [Id in ApiFunction]: Route extends (typeof apiRoutes)[Id][number] ? Id : never;
}[ApiFunction];
type First<One, Other> = [One] extends [never] ? Other : One;
type Greedy<On> = On extends `${infer Method} ${string}` ? Owner<`${Method} /v1/{proxy+}`> : never;

/** The function that serves the operation of a method and a path, by the rule of API Gateway. */
export type FunctionOf<On> = First<Owner<On>, First<Greedy<On>, Owner<'ANY /v1/{proxy+}'>>>;
