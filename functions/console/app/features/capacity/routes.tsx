export const capacityRoutes = [] as const;
