import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { FeedbackWorld } from '#test/support/feedback-world.ts';

/** Serves the public pages on the loopback interface; `url` is their base, without trailing slash. */
export async function servePages({
  open,
}: Pick<FeedbackWorld, 'open'>): Promise<{ url: string } & AsyncDisposable> {
  const server = createServer((request, response) => {
    void (async () => {
      const sent = request.method === 'POST' ? formOf(await text(request)) : undefined;
      const { status, headers, body } = await open(request.url ?? '/', sent);
      response.writeHead(status, headers as Record<string, string>).end(body);
    })().catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function formOf(body: string): Record<string, string[]> {
  const form: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(body)) (form[name] ??= []).push(value);
  return form;
}
