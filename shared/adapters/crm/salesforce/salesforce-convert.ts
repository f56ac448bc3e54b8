import { PassThrough } from 'node:stream';
import type { Connection, HttpRequest, HttpResponse } from 'jsforce';
import jsforceSoap from 'jsforce/lib/soap.js';
import * as z from 'zod/mini';
import { CrmError } from '#shared/ports/crm-error.ts';
import type { CrmWritten } from '#shared/ports/crm.ts';
import { broken, codeFault, faultOf, said } from './salesforce-faults.ts';
import { callOnce, type HttpOutcome } from './salesforce-http.ts';
import { apiVersion, type SalesforceRest } from './salesforce-rest.ts';
import { whereGone, writtenOf } from './salesforce-write.ts';
import { isId } from './soql.ts';

const text = z.union([z.string(), z.number()]);
const error = z.object({ statusCode: text, message: z.optional(text) });
const converted = z.object({
  result: z.object({
    success: z.union([z.literal('true'), z.literal('false')]),
    errors: z.optional(z.union([error, z.array(error)])),
  }),
});

/**
 * Converts a lead into a contact (and an account), without an opportunity; by SOAP, since REST has no such call. Asked
 * for once: again only where the token was not accepted, with which nothing was done.
 * https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_convertlead.htm
 */
export async function convert(rest: SalesforceRest, leadId: string, status: string): Promise<CrmWritten> {
  if (!isId(leadId)) return { kind: 'gone' };
  const asking = { changes: true, object: 'lead' } as const;
  const token = await rest.tokens.current();
  let told = await ask(rest.origin, token.token, { leadId, status });
  if (told.code === 'INVALID_SESSION_ID')
    told = await ask(rest.origin, (await rest.tokens.renewed(token)).token, { leadId, status });
  if (told.code !== undefined) {
    throw (
      codeFault(told.code, told.message ?? '', asking, rest.now()) ??
      new CrmError(
        { kind: 'refused' },
        `Salesforce refused: ${said(told.message ?? '')} (${said(told.code)})`,
      )
    );
  }
  if (told.outcome.kind !== 'answered' || told.outcome.status !== 200)
    throw faultOf(told.outcome, asking, rest.now());
  const read = converted.safeParse(told.answer);
  if (!read.success) throw broken(asking, 'Salesforce answered with something that is not understood.');
  const { success, errors = [] } = read.data.result;
  const rows = [errors]
    .flat()
    .map(({ statusCode, message = '' }) => ({ statusCode: String(statusCode), message: String(message) }));
  const [first] = rows;
  const gone =
    first?.statusCode === 'ENTITY_IS_DELETED' || first?.statusCode === 'INVALID_CROSS_REFERENCE_KEY'
      ? (await whereGone(rest, 'lead', [leadId])).get(leadId)
      : undefined;
  return writtenOf({ success: success === 'true', errors: rows }, gone);
}

type Told = {
  outcome: HttpOutcome;
  answer?: unknown;
  code?: string | undefined;
  message?: string | undefined;
};

/** One request by the SOAP client of jsforce, which writes and reads the XML, over a transport of ours. */
async function ask(
  origin: string,
  accessToken: string,
  of: { leadId: string; status: string },
): Promise<Told> {
  // Opaque ones begin with the id of the organisation.
  if (accessToken.startsWith('eyJ'))
    throw new CrmError(
      { kind: 'refused' },
      'Leads cannot be converted with tokens in JWT: switch “Issue JSON Web Token (JWT)-based access tokens” off in the External Client App.',
    );
  let outcome: HttpOutcome = { kind: 'unsent' };
  const transport = {
    httpRequest: ({ url, headers, body }: HttpRequest) => {
      const { 'content-length': _length, ...others } = headers ?? {};
      const call = callOnce({
        method: 'POST',
        url,
        headers: { ...others, accept: 'text/xml' },
        body: typeof body === 'string' ? body : undefined,
      });
      return Object.assign(call.then(answerOf), { stream: () => new PassThrough() });
    },
  };
  const answerOf = (came: HttpOutcome): HttpResponse => {
    outcome = came;
    if (came.kind !== 'answered') throw new LostError();
    return { statusCode: came.status, headers: { 'content-type': contentTypeOf(came) }, body: came.body };
  };
  // Of a connection it reads the token and the transport alone.
  const connection = { accessToken, _transport: transport } as unknown as Connection;
  const endpointUrl = `${origin}/services/Soap/u/${apiVersion}`;
  const soap = new jsforceSoap.SOAP(connection, { endpointUrl, xmlns: 'urn:partner.soap.sforce.com' });
  try {
    // In the order of the WSDL.
    const leadConverts = {
      convertedStatus: of.status,
      doNotCreateOpportunity: true,
      leadId: of.leadId,
      overwriteLeadSource: false,
      sendNotificationEmail: false,
    };
    const answer: unknown = await soap.invoke('convertLead', { leadConverts });
    return { outcome, answer };
  } catch (thrown) {
    if (thrown instanceof LostError) return { outcome };
    if (!(thrown instanceof Error)) throw thrown;
    // A fault is named after its code, `sf:INVALID_SESSION_ID`; what is none has no such name.
    const code = /^[a-zA-Z]{1,20}:([A-Z_]{1,80})$/.exec(thrown.name)?.[1];
    return { outcome, code, message: thrown.message };
  }
}

class LostError extends Error {
  override readonly name = 'LostError';
}

function contentTypeOf({ headers }: Extract<HttpOutcome, { kind: 'answered' }>): string {
  return headers['content-type'] ?? '';
}
