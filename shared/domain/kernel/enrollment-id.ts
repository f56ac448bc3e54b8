/** Parts of an enrollment id. */
export function enrollmentIdParts(
  id: string,
): { leadId: string; sequenceId: string; round: number } | undefined {
  const [leadId, sequenceId, round, ...rest] = id.split('.');
  if (leadId === undefined || sequenceId === undefined || round === undefined || rest.length > 0)
    return undefined;
  if (!/^[1-9]\d{0,2}$/.test(round)) return undefined;
  return { leadId, sequenceId, round: Number(round) };
}

/** The id of a lead's n-th time through a sequence. */
export function enrollmentId(leadId: string, sequenceId: string, round: number): string {
  return `${leadId}.${sequenceId}.${round}`;
}
