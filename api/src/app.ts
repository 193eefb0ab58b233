import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { AppModule } from './app.module.ts';
import { authHandler } from './auth/auth.handler.ts';
import { AUTH } from './auth/auth.service.ts';
import { AUTH_PATH, type Auth } from './auth/auth.ts';
import { nameClientAddress } from './auth/client-address.ts';
import { correlate } from './correlation/correlation.ts';
import { frameworkLog } from './correlation/framework-log.ts';
import { requestLog } from './correlation/request-log.ts';
import type { Settings } from './env.ts';
import { createDocument } from './openapi/document.ts';
import { API } from './openapi/paths.ts';
import { mountDocs } from './openapi/docs.ts';
import { answerClientErrors } from './problems/client-error.ts';
import { jsonBodies } from './problems/body.ts';
import { AllowedMethods } from './problems/allowed-methods.ts';

/** The API ready to listen. The order here is the order in which a request meets things. */
export async function createApp(settings: Settings, logger: Logger): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.for(settings, logger), {
    bodyParser: false,
    logger: frameworkLog(logger),
  });
  app.set('trust proxy', settings.BO1_TRUSTED_PROXIES);
  app.use(correlate, requestLog(logger));
  protect(app, settings);
  app.use(AUTH_PATH, nameClientAddress, authHandler(app.get<Auth>(AUTH)));
  app.use(`/${API}`, neverStored, ...jsonBodies());
  mountDocs(app, () => createDocument(app));
  app.get(AllowedMethods).learnFrom(() => createDocument(app).paths);
  answerClientErrors(app.getHttpServer());
  return app;
}

/** Answers hold what people wrote: no cache keeps them. */
function neverStored(_: Request, response: Response, next: NextFunction): void {
  response.setHeader('cache-control', 'no-store');
  next();
}

/** Headers for answers that are data, not pages; and no change on behalf of another site. */
function protect(app: NestExpressApplication, settings: Settings): void {
  app.useSecurityHeaders({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: "'none'", frameAncestors: "'none'", baseUri: "'none'", formAction: "'none'" },
    },
    xFrameOptions: { action: 'deny' },
    // A plain-HTTP installation must not lock its host into HTTPS.
    strictTransportSecurity: settings.BO1_PUBLIC_URL.startsWith('https:'),
  });
  app.enableCsrfProtection({
    trustedOrigins: [...new Set([settings.BO1_PUBLIC_URL, ...settings.BO1_ALLOWED_ORIGINS])],
  });
}
