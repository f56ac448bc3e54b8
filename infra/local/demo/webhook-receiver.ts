import { createServer, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import { Webhook } from 'standardwebhooks';
import * as z from 'zod';
import type { ApiClient } from './api-client.ts';

const secret = z.object({ secret: z.string() });

/** What the receiver of a demo has been told. `refused`: calls that it turned away to see them come again. */
export type Received = { verified: number; forged: number; refused: number };

/**
 * Plays the customer's own system, which is told of leads that are converted or disqualified (A14): it checks each
 * signature as any receiver would, and is out of order at every third call.
 */
export class WebhookReceiver {
  readonly #server: Server;
  readonly #verifier: Webhook;
  #calls = 0;
  readonly received: Received = { verified: 0, forged: 0, refused: 0 };

  private constructor(verifier: Webhook) {
    this.#verifier = verifier;
    this.#server = createServer((request, response) => {
      void this.#take(request).then((status) => response.writeHead(status).end());
    });
  }

  /** Listens on loopback. @returns the receiver, and where to call it */
  static async start(api: ApiClient): Promise<{ receiver: WebhookReceiver; url: string }> {
    const { secret: key } = await api.call('GET', '/v1/webhook-secret', secret);
    const receiver = new WebhookReceiver(new Webhook(key));
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    const address = receiver.#server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return { receiver, url: `http://127.0.0.1:${port}/crm` };
  }

  async #take(request: IncomingMessage): Promise<number> {
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString();
    this.#calls += 1;
    if (this.#calls % 3 === 0) {
      this.received.refused += 1;
      return 503;
    }
    try {
      this.#verifier.verify(body, request.headers as Record<string, string>);
      this.received.verified += 1;
      return 204;
    } catch {
      this.received.forged += 1;
      return 401;
    }
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
