import { createServer, type IncomingMessage, type Server } from 'node:http';
import { addressOf, refusalOfOrigin } from '../local-requests.ts';
import { AwsError, hangUp, jsonError, type AwsRequest, type AwsResponse, type Service } from './wire.ts';

/** The fakes by the service name in a signature's credential scope, such as `sqs` or `ses`. */
export type Services = Readonly<Record<string, Service>>;

/** The service a request is signed for: the fourth part of the credential scope, in a header or a presigned address. */
function serviceOf(request: AwsRequest): string | undefined {
  const header = /Credential=([^,\s]+)/.exec(request.headers.authorization ?? '')?.[1];
  return (header ?? request.url.searchParams.get('X-Amz-Credential'))?.split('/')[3];
}

async function answer(services: Services, request: AwsRequest): Promise<AwsResponse | typeof hangUp> {
  const name = serviceOf(request);
  const service = name === undefined ? undefined : services[name];
  if (service === undefined) {
    return jsonError(
      new AwsError(403, 'UnrecognizedClientException', `No fake for the service ${name ?? '(unsigned)'}.`),
    );
  }
  try {
    return await service.answer(request);
  } catch (error) {
    if (error instanceof AwsError) return service.refuse(error);
    console.error(`local ${name ?? ''}:`, error);
    return service.refuse(new AwsError(500, 'InternalFailure', 'The fake failed; see its log.'));
  }
}

/** Reads a body whole; what is longer than `limit` bytes is undefined. */
export async function readBody(incoming: IncomingMessage, limit = Infinity): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
  }
  return length > limit ? undefined : Buffer.concat(chunks);
}

/** Listens on loopback; port 0 takes a free one. Rejects when the port is taken. */
export async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

/** Stops listening and drops open connections. */
export async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** The one HTTP server that stands in for AWS: each request goes to the service that it is signed for. */
export function createAwsServer(services: Services): Server {
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const body = (await readBody(incoming)) ?? Buffer.alloc(0);
      const url = refusalOfOrigin(incoming) ?? addressOf(incoming);
      if (!(url instanceof URL)) {
        const refused = jsonError(new AwsError(url.status, 'InvalidRequest', url.why));
        outgoing.writeHead(refused.status, refused.headers);
        outgoing.end(refused.body);
        return;
      }
      const request = { method: incoming.method ?? 'GET', url, headers: incoming.headers, body };
      const response = await answer(services, request);
      if (outgoing.destroyed) return;
      if (response === hangUp) {
        outgoing.destroy();
        return;
      }
      outgoing.writeHead(response.status, { ...response.headers, 'x-amzn-requestid': 'local' });
      outgoing.end(response.body);
    })().catch((error: unknown) => {
      console.error('local aws:', error);
      outgoing.destroy();
    });
  });
  server.keepAliveTimeout = 60_000;
  return server;
}
