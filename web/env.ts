/** The web server's only setting: whether it runs with hot reload. All else a page needs it asks of `/api/v1/meta`. */
export const env = { development: process.env.NODE_ENV === 'development' } as const;
