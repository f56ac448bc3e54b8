import { Link } from '@tanstack/react-router';
import { useRead } from '../../api/queries.ts';
import { leadName } from '../leads/lead-name.ts';

/** Where the page of a lead is. */
const pageOf = (id: string): string => `/leads/${id}`;

/** A lead by a name that is known. */
export const LeadLink = ({ id, name }: { id: string; name: string }) => <Link to={pageOf(id)}>{name}</Link>;

/** A lead by its name, which is looked up. */
export function LeadById({ id }: { id: string }) {
  const { data } = useRead('GET /v1/leads/{id}', { params: { id } });
  return <LeadLink id={id} name={data === undefined ? id : leadName(data)} />;
}
