/** What is read again once a user or a group has changed. */
export const changedByUsers = [
  'GET /v1/users',
  'GET /v1/groups',
  'GET /v1/me',
  'GET /v1/settings',
  'GET /v1/capacity',
];
