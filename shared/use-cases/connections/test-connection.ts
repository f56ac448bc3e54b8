import { connectorOf, isCrm, type ConnectionKind } from '../../domain/connections/connectors.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { isRefusal, type Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { readConnection } from './change-connection.ts';
import type { ConnectionPorts } from './connection-ports.ts';
import { withCrm } from './open-crm.ts';

/** How trying a connection went, in words. */
export type Tested = { kind: 'tested'; ok: boolean; says: string };

/** Tries a connection: asks a CRM who we are there; of what only sends, tells when it last sent something. */
export async function testConnection(
  ports: ConnectionPorts,
  request: { caller: Caller; kind: ConnectionKind; now: Instant },
): Promise<Tested | Refusal> {
  const { caller, kind, now } = request;
  const { organisation } = caller;
  const { label } = connectorOf(kind);
  const found = await readConnection(ports, request);
  if (isRefusal(found)) return found;
  if (!isCrm(kind)) {
    const state = await ports.store.syncStates.get(organisation, kind);
    return state?.lastGoodAt === undefined
      ? {
          kind: 'tested',
          ok: false,
          says: `${label} has not sent anything yet: give it the address, and have it send.`,
        }
      : { kind: 'tested', ok: true, says: `${label} has sent what is believed.` };
  }
  const tried = await withCrm(ports, { organisation, kind, holder: ports.ids.next(), now }, (crm) =>
    crm.test(),
  );
  switch (tried.kind) {
    case 'done': {
      const { organisation: there, user } = tried.value;
      return {
        kind: 'tested',
        ok: true,
        says: `Connected with ${there}${user === undefined ? '' : `, as ${user}`}.`,
      };
    }
    case 'fault':
      return { kind: 'tested', ok: false, says: tried.message };
    case 'paused':
      return { kind: 'tested', ok: false, says: 'The connection is paused: let it go on first.' };
    case 'busy':
      return { kind: 'tested', ok: false, says: 'It is at work at this moment: try again.' };
    case 'late':
      return {
        kind: 'tested',
        ok: false,
        says: `${label} did not answer within ${tried.seconds} seconds: try again, and look whether it answers others.`,
      };
    case 'absent':
      return { kind: 'not-found', what: 'connection', id: kind };
  }
}
