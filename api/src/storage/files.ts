import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Readable } from 'node:stream';
import type { Settings } from '../env.ts';
import { notFound, unavailable } from '../problems/problem.ts';
import { SETTINGS } from './tokens.ts';

/** The bucket of finished records. The SDK is loaded with the first use: it is slow to load and rarely needed. */
@Injectable()
export class Files implements OnApplicationShutdown {
  private client: Promise<S3Client> | undefined;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** Opens an object for reading. Throws `not_found` where it does not exist, `unavailable` where S3 is away. */
  async open(key: string, signal?: AbortSignal): Promise<{ body: Readable; length: number | undefined }> {
    const { GetObjectCommand } = await import('@aws-sdk/client-s3');
    const client = await this.connect();
    try {
      const command = new GetObjectCommand({ Bucket: this.settings.S3_BUCKET, Key: key });
      const object = await client.send(command, signal ? { abortSignal: signal } : {});
      return { body: object.Body as Readable, length: object.ContentLength };
    } catch (error) {
      if ((error as Error).name === 'NoSuchKey') throw notFound('The archived record is not there.');
      throw unavailable('The archive cannot be reached: try again in a moment.', error);
    }
  }

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
