export const unknownRoutes = [] as const;
