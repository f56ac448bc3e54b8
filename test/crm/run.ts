import { readArguments, refuseArguments } from '#infra/read-arguments.ts';
import { crmContract } from '#test/contracts/ports/crm-contract.ts';
import type { CrmUnderTest } from '#test/contracts/ports/crm-world.ts';
import { salesforceSandbox } from './salesforce-sandbox.ts';

/** The suite of CRMs on accounts at the providers: `npm run test:crm -- --salesforce`. Credentials are read from the environment. */
const sandboxes: Readonly<Record<string, (environment: NodeJS.ProcessEnv) => Promise<CrmUnderTest>>> = {
  salesforce: salesforceSandbox,
};

const names = Object.keys(sandboxes);
const usage = `usage: npm run test:crm -- ${names.map((name) => `[--${name}]`).join(' ')}
Runs the contract of CRMs on accounts at the providers. Credentials are read from the environment.`;

const options = Object.fromEntries(names.map((name) => [name, { type: 'boolean' as const }]));
const asked = Object.keys(readArguments(usage, { options }).values);
if (asked.length === 0) refuseArguments(usage);
for (const name of asked) {
  const open = sandboxes[name];
  if (open !== undefined) crmContract(`${name}, at the provider`, () => open(process.env));
}
