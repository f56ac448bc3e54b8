import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { functions, type FunctionDefinition } from '#functions/manifest.ts';
import { apiRoutes, type ApiFunction } from '#functions/api/api-routes.ts';
import { permissionsOfRole } from './permissions.ts';
import { devStage, prodStage, resourcesOf, synthesize } from './synthesized.ts';

const stacks = synthesize(devStage);
const lambdas = resourcesOf(stacks, 'AWS::Lambda::Function');
const lambdaOf = (id: string) =>
  lambdas.find(({ Properties }) => Properties.FunctionName === `relance-dev-${id}`)!;
const actionsOf = (id: ApiFunction) =>
  new Set(permissionsOfRole(stacks, lambdaOf(id)).map((permission) => permission.split(' ')[0] ?? ''));
const routesIn = ({ trigger }: FunctionDefinition) =>
  trigger.kind === 'api' || trigger.kind === 'public' ? trigger.routes : [];

describe('the API is cut by what its functions may do', () => {
  const reading = ['GetItem', 'BatchGetItem', 'Query'].map((verb) => `dynamodb:${verb}`);
  const running = [
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    'xray:PutTelemetryRecords',
    'xray:PutTraceSegments',
  ];

  test('what reads may read tables and results of jobs, and do nothing else', () => {
    const allowed = [...reading, ...running, 's3:GetObject', 's3:ListBucket'];
    assert.deepEqual([...actionsOf('api-reading')].sort(), allowed.sort());
  });

  const sending = /^(ses:SendEmail|sns:|sms-voice:)/;
  const identities = /^ses:\w+EmailIdentity|^cognito-idp:/;
  const wanted = {
    api: { sends: false, identifies: false },
    'api-reading': { sends: false, identifies: false },
    'api-sending': { sends: true, identifies: false },
    'api-identities': { sends: false, identifies: true },
  } as const satisfies Record<ApiFunction, object>;
  for (const id of Object.keys(apiRoutes) as ApiFunction[])
    test(`${id} may ${wanted[id].sends ? '' : 'not '}send, and ${wanted[id].identifies ? '' : 'not '}say who sends and signs in`, () => {
      const actions = [...actionsOf(id)];
      assert.equal(
        actions.some((action) => sending.test(action)),
        wanted[id].sends,
      );
      assert.equal(
        actions.some((action) => identities.test(action)),
        wanted[id].identifies,
      );
    });

  test('one secret at most is known to each, and none to what reads', () => {
    for (const id of Object.keys(apiRoutes) as ApiFunction[]) {
      const secrets = permissionsOfRole(stacks, lambdaOf(id)).filter((one) =>
        one.startsWith('secretsmanager:'),
      );
      assert.deepEqual(secrets.length, id === 'api' || id === 'api-sending' ? 1 : 0, id);
    }
  });
});

describe('a request reaches one function', () => {
  const pathOf = (route: string) => route.split(' ')[1] ?? '';
  const methodOf = (route: string) => route.split(' ')[0] ?? '';
  /** Whether whatever a route takes is taken by another too, as far as the paths go. */
  const within = (route: string, other: string) =>
    pathOf(other).endsWith('{proxy+}') && pathOf(route).startsWith(pathOf(other).replace('{proxy+}', ''));

  test('also where API Gateway does not say whether the longer path or the method goes first: a route has both', () => {
    const all = functions.flatMap((one) => routesIn(one).map((route) => ({ id: one.id, route })));
    for (const { id, route } of all) {
      if (methodOf(route) !== 'ANY') continue;
      for (const other of all) {
        if (other.id === id || methodOf(other.route) === 'ANY' || !within(route, other.route)) continue;
        if (pathOf(route) === pathOf(other.route)) continue;
        const named = `${methodOf(other.route)} ${pathOf(route)}`;
        assert.ok(
          all.some((one) => one.id === id && one.route === named),
          `${named} for ${id}`,
        );
      }
    }
  });

  test('while a stage is upgraded too: what `api` did has its new routes before `api` does it no longer', () => {
    const routes = resourcesOf(stacks, 'AWS::ApiGatewayV2::Route');
    const idOf = (key: string) => routes.find(({ Properties }) => Properties.RouteKey === key)!.logicalId;
    const [read] = apiRoutes['api-reading'];
    assert.ok([lambdaOf('api').DependsOn].flat().includes(idOf(read)));
    const before = [routes.find(({ Properties }) => Properties.RouteKey === read)!.DependsOn].flat();
    for (const one of functions)
      for (const route of one.id === 'api' || one.id === 'api-reading' ? [] : routesIn(one))
        assert.ok(before.includes(idOf(route)), route);
  });
});

describe('executions are set aside', () => {
  const kept = (publicConcurrency: number) =>
    Object.fromEntries(
      resourcesOf(synthesize({ ...prodStage, publicConcurrency }), 'AWS::Lambda::Function')
        .filter(({ Properties }) => Properties.ReservedConcurrentExecutions !== undefined)
        .map(({ Properties }) => [
          String(Properties.FunctionName).replace('relance-prod-', ''),
          Number(Properties.ReservedConcurrentExecutions),
        ]),
    );
  const total = (one: Record<string, number>) => Object.values(one).reduce((sum, each) => sum + each, 0);

  test('for the public pages and, in their proportion, for each part of the API: three times as many in all', () => {
    const byDefault = { public: 50, 'api-reading': 40, api: 40, 'api-sending': 10, 'api-identities': 10 };
    assert.deepEqual(kept(prodStage.publicConcurrency), byDefault);
    assert.equal(total(byDefault), 3 * prodStage.publicConcurrency);
  });

  test('one at least for each, and none at all where the account has no room', () => {
    assert.deepEqual(kept(2), { public: 2, 'api-reading': 2, api: 2, 'api-sending': 1, 'api-identities': 1 });
    assert.deepEqual(kept(0), {});
  });
});

test('what a part of the API logs beside its answers is counted with the errors of all functions', () => {
  const counted = resourcesOf(stacks, 'AWS::Logs::MetricFilter')
    .filter(({ Properties }) => Properties.FilterPattern === '{ $.level = "ERROR" }')
    .map(({ Properties }) => String(Properties.LogGroupName));
  // What reads has nothing to say but its answers.
  for (const id of ['api', 'api-sending', 'api-identities'])
    assert.ok(counted.includes(`/relance/dev/${id}`), id);
});
