import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before } from 'node:test';
import { httpsWebhookSender } from '#shared/adapters/webhooks/https-webhook-sender.ts';
import type { WebhookCall } from '#shared/ports/webhook-sender.ts';
import { memoryWebhookSender, type GivenAnswer } from '#test/support/memory/memory-webhooks.ts';
import { webhookSenderContract, type Receiver } from './webhook-sender-contract.ts';

type Told = Parameters<Receiver['answers']>[0];

const seen: Pick<WebhookCall, 'method' | 'body' | 'headers'>[] = [];
let told: Told = {};
const receive: RequestListener = (request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (part: string) => (body += part));
  request.on('end', () => {
    seen.push({ method: request.method ?? '', headers: textsOf(request.headers), body });
    const { status = 200, retryAfter, text } = told;
    response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': retryAfter }).end(text);
  });
};
const server = createServer(receive);
before(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
after(() => server.close());

webhookSenderContract('HTTPS', () => ({
  // Waits far longer than any answer takes, however loaded the machine is.
  sender: httpsWebhookSender({ allowedAddresses: ['127.0.0.1'], timeoutMs: 60_000 }),
  url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
  answers: (answer) => (told = answer),
  seen: () => seen,
}));

let given: GivenAnswer = {};
const memory = memoryWebhookSender(() => given);
webhookSenderContract('memory', () => ({
  sender: memory,
  url: 'https://crm.example/hook',
  answers: (answer) => (given = answer),
  seen: () => memory.calls,
}));

function textsOf(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
