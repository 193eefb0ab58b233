import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Settings } from '../env.ts';
import { SETTINGS } from './tokens.ts';

/** The bucket in which finished records are archived: others write it, health looks at it. The SDK is loaded with the first use. */
@Injectable()
export class Files implements OnApplicationShutdown {
  private client: Promise<S3Client> | undefined;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** Throws where the bucket does not answer. */
  async probe(signal: AbortSignal): Promise<void> {
    const { HeadBucketCommand } = await import('@aws-sdk/client-s3');
    const client = await this.connect();
    await client.send(new HeadBucketCommand({ Bucket: this.settings.S3_BUCKET }), { abortSignal: signal });
  }

  async onApplicationShutdown(): Promise<void> {
    (await this.client)?.destroy();
  }

  private connect(): Promise<S3Client> {
    this.client ??= import('@aws-sdk/client-s3').then(
      ({ S3Client }) =>
        new S3Client({
          endpoint: this.settings.S3_ENDPOINT,
          region: this.settings.S3_REGION,
          forcePathStyle: true,
          maxAttempts: 2,
          credentials: {
            accessKeyId: this.settings.S3_ACCESS_KEY_ID,
            secretAccessKey: this.settings.S3_SECRET_ACCESS_KEY,
          },
        }),
    );
    return this.client;
  }
}
