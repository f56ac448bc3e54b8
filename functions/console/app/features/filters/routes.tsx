export const filterRoutes = [] as const;
