import { Link } from '@tanstack/react-router';
import { useRead } from '../../api/queries.ts';
import { leadName } from '../leads/lead-name.ts';

/** A lead by its name, which is read. */
export function LeadLink({ id }: { id: string }) {
  const lead = useRead('GET /v1/leads/{id}', { params: { id } });
  const to = `/leads/${id}`;
  return <Link to={to}>{lead.data?.id === id ? leadName(lead.data) : id}</Link>;
}
