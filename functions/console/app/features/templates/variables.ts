import { msg, type Message } from '../../i18n/i18n.ts';

/** Values that a text can name, each with what it is called. */
export const variables: readonly (readonly [name: string, label: Message])[] = [
  ['lead.firstName', msg('First name of the lead')],
  ['lead.lastName', msg('Last name of the lead')],
  ['lead.title', msg('Title of the lead')],
  ['lead.email', msg('Address of the lead')],
  ['lead.phone', msg('Phone of the lead')],
  ['lead.fields.', msg('Own field of the lead …')],
  ['account.name', msg('Name of the company')],
  ['account.domain', msg('Domain of the company')],
  ['account.fields.', msg('Own field of the company …')],
  ['sender.name', msg('Name of the sender')],
  ['sender.email', msg('Address of the sender')],
  ['sender.phone', msg('Phone of the sender')],
  ['sender.signature', msg('Signature of the sender')],
  ['organisation.name', msg('Name of your organisation')],
  ['organisation.address', msg('Address of your organisation')],
  ['record.', msg('Field of the record that it is about …')],
  ['survey.link', msg('Link to the survey')],
  ['survey.ratings', msg('Rating of the survey, to click on')],
  ['survey.title', msg('Title of the survey')],
];

/** What everybody who sends has, or should: nothing stands in for it. */
const ofSender = /^(?:sender|organisation|survey)\./;
const named = /\{\{-?\s*([A-Za-z]+(?:\.\w+)+)/g;

/** The variables of some texts that a lead may lack, each once, in their order. */
export function variablesToLack(...texts: readonly string[]): string[] {
  const names = texts.flatMap((text) => [...text.matchAll(named)].map(([, name = '']) => name));
  return [...new Set(names)].filter((name) => !ofSender.test(name));
}
