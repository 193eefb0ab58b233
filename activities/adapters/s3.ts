import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadBucketCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { FilesPort } from '../ports/files.ts';

export interface S3Settings {
  endpoint: string;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
}

export interface S3Files extends FilesPort {
  /** Rejects when the bucket cannot be reached; creates it where it is missing. */
  ready(): Promise<void>;
  close(): void;
}

const statusOf = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;

/** Object storage by the S3 protocol. The bucket is created with the first use, where it is missing. */
export function createS3Files(settings: S3Settings): S3Files {
  const Bucket = settings.bucket;
  const client = new S3Client({
    endpoint: settings.endpoint,
    region: settings.region,
    forcePathStyle: true,
    credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
    maxAttempts: 2,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const ready = async () => {
    try {
      await client.send(new HeadBucketCommand({ Bucket }));
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
      await createBucket();
    }
  };
  const createBucket = async () => {
    try {
      await client.send(new CreateBucketCommand({ Bucket }));
    } catch (error) {
      // Another process was faster.
      if (statusOf(error) !== 409) throw error;
    }
  };
  return {
    ready,
    async put(Key, Body, ContentType) {
      const command = () => new PutObjectCommand({ Bucket, Key, Body, ContentType });
      try {
        await client.send(command());
      } catch (error) {
        if (statusOf(error) !== 404) throw error;
        await createBucket();
        await client.send(command());
      }
    },
    async get(Key) {
      try {
        const object = await client.send(new GetObjectCommand({ Bucket, Key }));
        return (await object.Body?.transformToByteArray()) ?? null;
      } catch (error) {
        if (error instanceof NoSuchKey || statusOf(error) === 404) return null;
        throw error;
      }
    },
    close: () => client.destroy(),
  };
}
