/** The import rules of the folder map: anything not allowed here is an error. */
const within = (from, allowed, name) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { pathNot: allowed, path: '^(infra|functions|shared|test)/' },
});
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    within('^shared/domain/', '^shared/domain/', 'domain-imports-domain-only'),
    // Its shapes, from which types are inferred; elsewhere libraries stay in the rooms that need them.
    {
      name: 'domain-has-one-library',
      severity: 'error',
      from: { path: '^shared/domain/', pathNot: '^shared/domain/(time|templates|csv)/' },
      to: { dependencyTypes: ['npm', 'core'], pathNot: 'node_modules/zod/' },
    },
    {
      name: 'use-cases-have-no-library',
      severity: 'error',
      from: { path: '^shared/use-cases/' },
      to: { dependencyTypes: ['npm', 'core'] },
    },
    within('^shared/tables/', '^shared/(tables|domain|contracts/stored)/', 'tables-import-domain'),
    within('^shared/ports/', '^shared/(ports|tables|domain)/', 'ports-import-domain-and-tables'),
    within('^shared/contracts/', '^shared/(contracts|domain)/', 'contracts-import-domain'),
    // A row of a file is checked by the contract that a request is checked by.
    within(
      '^shared/use-cases/',
      '^shared/(use-cases|domain|ports)/|^shared/contracts/api/read-lead\\.ts$',
      'use-cases-import-domain-and-ports',
    ),
    within('^shared/adapters/', '^shared/(adapters|ports|tables|domain|contracts|config)/', 'adapters'),
    within('^shared/config/', '^shared/config/', 'config-imports-nothing'),
    within(
      '^functions/(api|events|public)/',
      '^functions/(api|events|public|runtime)/|^shared/(use-cases|contracts|domain|ports)/',
      'handlers',
    ),
    within(
      '^functions/runtime/',
      '^functions/runtime/|^shared/(ports|contracts|config|adapters|domain)/',
      'runtime',
    ),
    within('^functions/console/[^/]+$', '^functions/(console/[^/]+$|runtime/)', 'console-server'),
    {
      name: 'console-imports-contracts-only',
      severity: 'error',
      from: { path: '^functions/console/app/' },
      to: {
        pathNot: '^functions/console/app/|^shared/contracts/',
        path: '^(infra|functions|shared|test)/',
      },
    },
    {
      name: 'console-carries-no-contract',
      severity: 'error',
      from: { path: '^functions/console/app/' },
      to: { path: '^shared/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-handler-imports-a-handler',
      severity: 'error',
      from: { path: '^functions/events/([^/]+)\\.ts$' },
      to: { path: '^functions/events/', pathNot: '^functions/events/$1' },
    },
    within(
      '^infra/stacks/',
      '^infra/(stacks|constructs)/|^functions/manifest|^shared/(config|tables)/|^shared/domain/kernel/organisation-id',
      'stacks',
    ),
    {
      name: 'stacks-carry-no-contract',
      severity: 'error',
      from: { path: '^infra/(stacks|constructs)/' },
      to: { path: '^shared/contracts/(api|messages|provider)/', reachable: true },
    },
    within(
      '^infra/local/',
      '^infra/(local|console)/|^functions/|^shared/(config|tables|adapters|contracts|domain|ports)/',
      'local',
    ),
    // What a command may be and say is read from the contracts; it reaches the system by its API alone.
    within('^infra/cli/', '^infra/cli/|^shared/contracts/api/', 'command-line-imports-contracts'),
    {
      name: 'no-test-in-product',
      severity: 'error',
      from: { path: '^(infra|functions|shared)/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
