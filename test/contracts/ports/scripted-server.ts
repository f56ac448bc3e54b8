import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with a request: answer, hang up, cut its answer short, or say nothing. */
export type Script =
  { status: number; headers?: Record<string, string>; body: string } | 'hang-up' | 'cut-short' | 'silence';

export type ScriptedServer = {
  endpoint: string;
  /** For the requests to come. */
  play(script: Script): void;
  /** Bodies of the requests since the script was set. */
  requests: string[];
  stop(): Promise<void>;
};

/** A server on loopback that does as it is told, whatever is asked of it. */
export async function scriptedServer(): Promise<ScriptedServer> {
  let script: Script = 'hang-up';
  const requests: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      requests.push(body);
      if (script === 'silence') return;
      if (script === 'hang-up') {
        request.socket.destroy();
      } else if (script === 'cut-short') {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('{"MessageId":', () => request.socket.destroy());
      } else {
        response.writeHead(script.status, script.headers).end(script.body);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    play(next) {
      script = next;
      requests.length = 0;
    },
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
