import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { timeLapseClock, type Clock } from '#infra/local/clock.ts';
import { organisation } from '#infra/local/names.ts';
import { startSystem, type System } from '#infra/local/system.ts';

const start = '2027-03-15T09:00:00.000Z';

/** What the receiver was sent, and whether the signature held when it came. */
type Received = { headers: IncomingHttpHeaders; body: string };

describe('a receiver of webhooks', () => {
  let clock: Clock;
  let system: System;
  const received: Received[] = [];
  let failures = 2;
  const receiver = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      failures -= 1;
      response.writeHead(failures >= 0 ? 503 : 200).end(failures >= 0 ? 'not now' : 'thanks');
    });
  });

  before(async () => {
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    clock = timeLapseClock(start);
    system = await startSystem({ clock });
  });
  after(async () => {
    await system.stop();
    clock.restore();
    receiver.closeAllConnections();
    receiver.close();
  });

  async function ask(method: string, path: string, body?: unknown): Promise<any> {
    const token = await system.token({ organisation, userId: 'anne', role: 'admin' });
    const response = await fetch(`${system.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer: any = await response.json();
    assert.ok(response.ok, `${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  }

  test('A14: a converted lead is told with a signature that verifies, on the third try', async () => {
    const { port } = receiver.address() as AddressInfo;
    await ask('PUT', '/v1/users/anne', {
      name: 'Anne',
      email: 'anne@lumen.example',
      zone: 'Europe/Paris',
      role: 'admin',
      groupIds: [],
    });
    await ask('PATCH', '/v1/settings/user.anne', {
      leadWebhooks: {
        convert: { url: `http://127.0.0.1:${port}/hook`, headers: { 'x-token': 's3cret' } },
        disqualify: null,
      },
    });
    const lead = await ask('POST', '/v1/leads', { email: 'ana@example.com', firstName: 'Ana' });
    await ask('POST', `/v1/leads/${lead.id}/convert`);
    await system.drain();

    const deliveries = () => ask('GET', `/v1/webhook-deliveries?lead=${lead.id}`);
    const [waiting] = (await deliveries()).items;
    assert.deepEqual([waiting.state.status, received.length], ['pending', 1]);
    assert.deepEqual([waiting.attempts[0].status, waiting.attempts[0].answer], [503, 'not now']);
    await system.runUntil('2027-03-15T09:30:00.000Z');
    const [delivered] = (await deliveries()).items;
    assert.equal(delivered.state.status, 'delivered');
    assert.deepEqual(
      delivered.attempts.map(({ status }: { status: number }) => status),
      [503, 503, 200],
    );

    const { secret } = await ask('GET', '/v1/webhook-secret');
    for (const { headers, body } of received) {
      const at = new Date(Number(headers['webhook-timestamp']) * 1000);
      const signature = new Webhook(secret).sign(delivered.id, at, body);
      assert.deepEqual(
        [headers['webhook-id'], headers['webhook-signature'], headers['x-token']],
        [delivered.id, signature, 's3cret'],
      );
      assert.equal(JSON.parse(body).data.lead.firstName, 'Ana');
    }

    await ask('POST', `/v1/webhook-deliveries/${delivered.id}/redeliver`);
    await system.drain();
    assert.equal(received.length, 4);
    assert.equal(received[3]!.headers['webhook-id'], delivered.id);

    // Converting again tells nobody again, and the sweep finds nothing to mend.
    await ask('POST', `/v1/leads/${lead.id}/convert`);
    await system.runUntil('2027-03-15T13:00:00.000Z');
    assert.equal(received.length, 4);
  });

  test('A14: a test of the webhook shows what came of it', async () => {
    const asked = await ask('POST', '/v1/settings/user.anne/webhooks/test', { button: 'convert' });
    await system.drain();
    const delivery = await ask('GET', `/v1/webhook-deliveries/${asked.id}`);
    assert.deepEqual([delivery.state.status, delivery.payload.type], ['delivered', 'webhook.test']);
    assert.equal(delivery.attempts[0].answer, 'thanks');
  });
});
