/** Structured log; pino's logger is one. Fields hold ids and numbers, never a prompt, an answer or a secret. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
