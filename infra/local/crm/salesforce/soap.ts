import type { StandInAnswer } from '../stand-in.ts';
import { knownId } from './ids.ts';
import type { Store } from './store.ts';
import { escaped, readXml, within, type Element } from './xml.ts';

/** What of one conversion is asked for, in the order of the WSDL. */
const wanted = [
  'accountId',
  'contactId',
  'convertedStatus',
  'doNotCreateOpportunity',
  'leadId',
  'opportunityName',
  'overwriteLeadSource',
  'ownerId',
  'sendNotificationEmail',
];
const needed = [
  'convertedStatus',
  'doNotCreateOpportunity',
  'leadId',
  'overwriteLeadSource',
  'sendNotificationEmail',
];

export type SoapCall = { sessionId: string; convert: Readonly<Record<string, string>> };

/** Reads an envelope of the partner WSDL with a call of convertLead; undefined: it is none. */
export function soapCall(body: string): SoapCall | undefined {
  const envelope = readXml(body);
  const sessionId = within(envelope, 'Header', 'SessionHeader', 'sessionId')?.text ?? '';
  const convert: Element[] = within(envelope, 'Body', 'convertLead', 'leadConverts')?.inside ?? [];
  const names = convert.map(({ name }) => name);
  const inOrder = wanted.filter((name) => names.includes(name));
  if (
    envelope?.name !== 'Envelope' ||
    names.join() !== inOrder.join() ||
    needed.some((name) => !names.includes(name))
  )
    return undefined;
  return { sessionId, convert: Object.fromEntries(convert.map(({ name, text }) => [name, text])) };
}

const document = (status: number, body: string): StandInAnswer => ({
  status,
  headers: { 'content-type': 'text/xml;charset=UTF-8' },
  body: `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:partner.soap.sforce.com" xmlns:sf="urn:fault.partner.soap.sforce.com" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`,
});

/** A fault: the whole call is refused. */
export function soapFault(code: string, message: string): StandInAnswer {
  return document(
    500,
    `<soapenv:Fault><faultcode>sf:${code}</faultcode><faultstring>${code}: ${escaped(message)}</faultstring></soapenv:Fault>`,
  );
}

/**
 * Converts a lead: an account by the name of its company and a contact, which take over its tasks.
 * https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_convertlead.htm
 */
export function convertLead(
  store: Store,
  { leadId = '', convertedStatus = '', doNotCreateOpportunity }: Readonly<Record<string, string>>,
): StandInAnswer {
  const refused = (code: string, message: string): StandInAnswer =>
    document(
      200,
      `<convertLeadResponse><result><accountId xsi:nil="true"/><contactId xsi:nil="true"/><errors><message>${escaped(message)}</message><statusCode>${code}</statusCode></errors><leadId>${escaped(leadId)}</leadId><opportunityId xsi:nil="true"/><success>false</success></result></convertLeadResponse>`,
    );
  const id = knownId(leadId);
  const lead = id === undefined ? undefined : store.find('Lead', id);
  if (id === undefined || lead === undefined)
    return refused('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  if (lead['IsDeleted'] === true) return refused('ENTITY_IS_DELETED', 'entity is deleted');
  if (lead['IsConverted'] === true)
    return refused('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead');
  if (store.locked.delete(id))
    return refused('UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record');
  const statuses = store.schema.Lead.fields.find(({ name }) => name === 'Status')?.values ?? [];
  if (
    !statuses.some(({ value, active, converts }) => active && converts === true && value === convertedStatus)
  )
    return refused('INVALID_STATUS', `invalid convertedStatus: ${convertedStatus}`);
  if (doNotCreateOpportunity !== 'true')
    return refused('UNKNOWN_EXCEPTION', 'This stand-in makes no opportunities.');
  const accountId = store.add('Account', { Name: lead['Company'] ?? '', OwnerId: lead['OwnerId'] ?? null });
  const same = ['FirstName', 'LastName', 'Title', 'Email', 'Phone', 'MobilePhone', 'OwnerId'];
  const contactId = store.add('Contact', {
    ...Object.fromEntries(same.map((name) => [name, lead[name] ?? null])),
    AccountId: accountId,
  });
  store.set('Lead', id, {
    IsConverted: true,
    Status: convertedStatus,
    ConvertedContactId: contactId,
    ConvertedAccountId: accountId,
  });
  for (const task of store.rows.Task.values()) if (task['WhoId'] === id) task['WhoId'] = contactId;
  return document(
    200,
    `<convertLeadResponse><result><accountId>${accountId}</accountId><contactId>${contactId}</contactId><leadId>${id}</leadId><opportunityId xsi:nil="true"/><success>true</success></result></convertLeadResponse>`,
  );
}
