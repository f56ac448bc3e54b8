/** DNS suffixes of the partitions other than `aws` and `aws-us-gov`, by how the names of their Regions begin. */
const suffixes = {
  'cn-': 'amazonaws.com.cn',
  'eusc-': 'amazonaws.eu',
  'us-iso-': 'c2s.ic.gov',
  'us-isob-': 'sc2s.sgov.gov',
  'eu-isoe-': 'cloud.adc-e.uk',
  'us-isof-': 'csp.hci.ic.gov',
};

/**
 * Takes the place of the rules by which a client of the SDK finds its endpoint: the one that `AWS_ENDPOINT_URL` gives,
 * else that of the service in the Region. Functions ask for no other kind; asked for one, it fails rather than answer
 * with the wrong host.
 */
export const regionalEndpoint =
  (service) =>
  ({ Endpoint, Region, UseFIPS, UseDualStack, EndpointId, IsSearchOperation }) => {
    if (UseFIPS || UseDualStack || EndpointId || IsSearchOperation)
      throw new Error(`The bundle knows the plain endpoints of ${service} only`);
    if (!Endpoint && !Region) throw new Error('Region is missing');
    const partition = Object.keys(suffixes).find((start) => Region?.startsWith(start));
    const suffix = suffixes[partition] ?? 'amazonaws.com';
    return {
      url: new URL(Endpoint ?? `https://${service}.${Region}.${suffix}`),
      properties: {},
      headers: {},
    };
  };
