import { Link } from '@tanstack/react-router';
import { useRead } from '../../api/queries.ts';
import { leadName } from '../leads/lead-name.ts';

/** Leads change seldom: a name that was read is kept this long. */
const GOOD_MS = 5 * 60_000;

/** A lead by its name, leading to its page; by its id where it is gone or may not be seen. */
export function LeadLink({ id }: { id: string }) {
  const lead = useRead('GET /v1/leads/{id}', { params: { id } }, { staleMs: GOOD_MS });
  const to: string = `/leads/${id}`;
  return lead.data === undefined ? (
    <span className="text-soft">{id}</span>
  ) : (
    <Link to={to}>{leadName(lead.data)}</Link>
  );
}
