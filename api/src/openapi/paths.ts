/** Base of every route of the product. */
export const API = 'api/v1';
export const DOCUMENT_PATH = 'api/openapi.json';
export const DOCS_PATH = 'api/docs';
