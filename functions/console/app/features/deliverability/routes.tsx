export const deliverabilityRoutes = [] as const;
