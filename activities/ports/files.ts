/** Object storage. */
export interface FilesPort {
  /** Writes an object whole; the same key again replaces it. */
  put(key: string, body: string | Uint8Array, contentType: string): Promise<void>;
  /** The object's bytes, or null where there is none. */
  get(key: string): Promise<Uint8Array | null>;
}
