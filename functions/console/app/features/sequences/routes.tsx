export const sequenceRoutes = [] as const;
