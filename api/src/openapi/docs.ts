import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { OpenAPIObject } from '@nestjs/swagger';
import express, { type Response } from 'express';
import { DOCS_PATH, DOCUMENT_PATH } from './paths.ts';

/** The page runs its own files only; the viewer draws its icons as data URLs. */
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'";

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Board of One API</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/${DOCS_PATH}/assets/swagger-ui.css" />
  </head>
  <body>
    <div id="docs"></div>
    <script src="/${DOCS_PATH}/assets/swagger-ui-bundle.js"></script>
    <script src="/${DOCS_PATH}/start.js"></script>
  </body>
</html>`;
const START = `window.SwaggerUIBundle({ url: '/${DOCUMENT_PATH}', dom_id: '#docs', deepLinking: true, docExpansion: 'list' });`;

/** Serves the document and a page that shows it, all from this origin. The document is made with the first request. */
export function mountDocs(app: NestExpressApplication, create: () => OpenAPIObject): void {
  let json: string | undefined;
  const server = app.getHttpAdapter().getInstance() as express.Express;
  const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const send = (type: string, text: () => string) => (_: unknown, response: Response) => {
    response.set('content-security-policy', CSP).type(type).send(text());
  };
  server.get(
    `/${DOCUMENT_PATH}`,
    send('application/json', () => (json ??= JSON.stringify(create()))),
  );
  server.get(
    `/${DOCS_PATH}`,
    send('text/html', () => PAGE),
  );
  server.get(
    `/${DOCS_PATH}/start.js`,
    send('text/javascript', () => START),
  );
  server.use(`/${DOCS_PATH}/assets`, express.static(assets, { index: false, maxAge: '1h', extensions: [] }));
}
