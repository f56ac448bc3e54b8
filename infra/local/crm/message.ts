/** What a service posts to the address of a connection. */
export type Message = { headers: Readonly<Record<string, string>>; body: string };

/** Posts a message; gives the status of the answer. */
export async function postMessage(address: string, { headers, body }: Message): Promise<number> {
  const response = await fetch(address, { method: 'POST', headers, body });
  await response.body?.cancel();
  return response.status;
}
