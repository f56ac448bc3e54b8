export const suppressionRoutes = [] as const;
