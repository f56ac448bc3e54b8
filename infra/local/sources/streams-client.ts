import { Agent, request } from 'node:http';
import { region } from '../names.ts';

export type Reply = Record<string, unknown>;
export type StreamsClient = (target: string, input: unknown) => Promise<Reply>;

/** The streams API, called directly: its SDK client would be one more dependency for three operations. */
export function streamsClient(endpoint: string): StreamsClient {
  const agent = new Agent({ keepAlive: true });
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-date': '20260101T000000Z',
    authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
  };
  return async (target, input) => {
    const { status, text } = await new Promise<{ status: number | undefined; text: string }>(
      (resolve, reject) => {
        const call = request(endpoint, {
          agent,
          method: 'POST',
          headers: { ...headers, 'x-amz-target': target },
        });
        call.on('error', reject);
        call.on('response', (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => (text += chunk));
          response.on('end', () => resolve({ status: response.statusCode, text }));
          response.on('error', reject);
        });
        call.end(JSON.stringify(input));
      },
    );
    if (status !== 200) throw new Error(`${target} failed: ${text}`);
    return JSON.parse(text) as Reply;
  };
}
