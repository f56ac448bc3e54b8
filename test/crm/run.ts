import { crmContract } from '#test/contracts/ports/crm-contract.ts';
import type { CrmUnderTest } from '#test/contracts/ports/crm-world.ts';
import { salesforceSandbox } from './salesforce-sandbox.ts';

/** The suite of CRMs on accounts at the providers: `npm run test:crm -- --salesforce`. Credentials are read from the environment. */
const sandboxes: Readonly<Record<string, (environment: NodeJS.ProcessEnv) => Promise<CrmUnderTest>>> = {
  salesforce: salesforceSandbox,
};

const asked = process.argv.slice(2).map((argument) => argument.replace(/^--/, ''));
const unknown = asked.filter((name) => sandboxes[name] === undefined);
if (asked.length === 0 || unknown.length > 0)
  throw new Error(
    `usage: npm run test:crm -- ${Object.keys(sandboxes)
      .map((name) => `--${name}`)
      .join(' ')}`,
  );
for (const name of asked) {
  const open = sandboxes[name];
  if (open !== undefined) crmContract(`${name}, at the provider`, () => open(process.env));
}
