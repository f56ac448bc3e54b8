import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { registerHooks } from 'node:module';
import { after, before, beforeEach, describe, test } from 'node:test';

/** SES as the handler sees it: the Lambda runtime brings the client, this machine has none. */
const ses: { active: string | undefined } = { active: undefined };
Object.assign(globalThis, { ses });
const client = `
  export class DescribeActiveReceiptRuleSetCommand {}
  export class SetActiveReceiptRuleSetCommand { constructor(input) { this.input = input; } }
  export class SESClient {
    async send(command) {
      if (command.input) globalThis.ses.active = command.input.RuleSetName;
      return { Metadata: globalThis.ses.active && { Name: globalThis.ses.active } };
    }
  }`;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@aws-sdk/client-ses'
      ? { url: `data:text/javascript,${encodeURIComponent(client)}`, shortCircuit: true }
      : next(specifier, context),
});

type Handler = (event: unknown) => Promise<void>;
const { handler } = (await import(
  new URL('../../infra/constructs/active-receipt-rule-set/index.mjs', import.meta.url).href
)) as { handler: Handler };

describe('activating the receipt rules of a stage', () => {
  let answered: { Status: string; Reason?: string; PhysicalResourceId: string };
  let cloudFormation: Server;
  let ResponseURL: string;
  let refusals = 0;
  let asked: (string | undefined)[] = [];

  before(async () => {
    cloudFormation = createServer((request, response) => {
      asked.push(request.headers['content-type']);
      if (refusals > 0) {
        refusals -= 1;
        response.writeHead(503).end();
        return;
      }
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        answered = JSON.parse(body) as typeof answered;
        response.end();
      });
    });
    await new Promise<void>((resolve) => cloudFormation.listen(0, '127.0.0.1', resolve));
    ResponseURL = `http://127.0.0.1:${(cloudFormation.address() as { port: number }).port}/`;
  });
  after(() => cloudFormation.close());
  beforeEach(() => {
    ses.active = undefined;
    refusals = 0;
    asked = [];
  });
  const ask = async (RequestType: string) => {
    const ids = { StackId: 's', RequestId: 'r', LogicalResourceId: 'l' };
    await handler({ RequestType, ResponseURL, ...ids, ResourceProperties: { RuleSetName: 'relance-dev' } });
    return answered.Status;
  };

  test('answers without a content type, which the signed URL does not have', async () => {
    await ask('Create');
    assert.deepEqual(asked, ['']);
  });

  test('answers again when CloudFormation did not take it, and fails when it never does', async () => {
    refusals = 1;
    assert.equal(await ask('Create'), 'SUCCESS');
    assert.equal(asked.length, 2);
    refusals = Infinity;
    await assert.rejects(ask('Create'), /CloudFormation did not take the outcome: status 503/);
  });

  test('makes them the active ones of an account that has none', async () => {
    assert.equal(await ask('Create'), 'SUCCESS');
    assert.equal(ses.active, 'relance-dev');
  });

  test('never displaces those of somebody else, and says what to do', async () => {
    ses.active = 'support';
    assert.equal(await ask('Create'), 'FAILED');
    assert.match(answered.Reason ?? '', /-c receiptRuleSet=support/);
    assert.equal(ses.active, 'support');
  });

  test('lets go of its own when the stage goes, so that they can be deleted', async () => {
    ses.active = 'relance-dev';
    assert.equal(await ask('Delete'), 'SUCCESS');
    assert.equal(ses.active, undefined);
  });

  test('leaves those of somebody else alone when the stage goes', async () => {
    ses.active = 'support';
    assert.equal(await ask('Delete'), 'SUCCESS');
    assert.equal(ses.active, 'support');
  });
});
