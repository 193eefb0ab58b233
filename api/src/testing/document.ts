import type { Visitor } from './visitor.ts';

/** What the served OpenAPI document says of a route. */
export interface Operation {
  responses: Record<string, { content?: Record<string, unknown> }>;
  parameters?: { name: string; in: string }[];
}

export interface Route {
  method: string;
  /** With its parameters in braces. */
  path: string;
  operation: Operation;
}

/** Every route of the document as it is served. */
export async function routesOf(visitor: Visitor): Promise<Route[]> {
  const { body } = await visitor.get<{ paths: Record<string, Record<string, Operation>> }>('/api/openapi.json');
  return Object.entries(body.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
}

/** `POST /api/v1/sessions/{id}/pause` */
export const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

/** Statuses of success that the document promises. */
export const successesOf = ({ operation }: Route): number[] =>
  Object.keys(operation.responses)
    .map(Number)
    .filter((status) => status < 300);
