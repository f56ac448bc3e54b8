export const domainRoutes = [] as const;
