import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ERRORS } from '@bo1/contracts/errors/values';
import { NAME, VERSION } from '../meta/meta.service.ts';
import { AUTH_PATHS } from './auth-paths.ts';
import { convertNamed, problemSchema } from './named-schemas.ts';

const ABOUT = [
  'Errors are `application/problem+json` (RFC 9457): match on `code`, show `detail`, and quote `correlation_id` when asking for help.',
  'Send `x-correlation-id` (8–128 of `A–Z a–z 0–9 . _ : -`) to find your request again in logs and events; else one is made.',
  'Requests that change something must come from the same origin; callers without a browser send no `Origin`, or ours.',
  'Money is a decimal string in dollars, and shown to admins only. Dates are ISO 8601 in UTC; due dates are civil dates.',
  '',
  'Codes: ' +
    Object.entries(ERRORS)
      .map(([code, { status }]) => `\`${code}\` (${status})`)
      .join(', ') +
    '.',
].join('\n\n');

/** The OpenAPI document, from the routes and the contracts' own schemas. */
export function createDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle(NAME)
    .setVersion(VERSION)
    .setDescription(ABOUT)
    .setOpenAPIVersion('3.0.3')
    .addCookieAuth('better-auth.session_token', { type: 'apiKey', in: 'cookie' }, 'session')
    .addSecurityRequirements('session')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    standardSchemaConverter: convertNamed,
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '').toLowerCase()}_${method}`,
  });
  document.components ??= {};
  document.components.schemas = { ...document.components.schemas, Problem: problemSchema() };
  document.paths = { ...AUTH_PATHS, ...document.paths };
  return document;
}
