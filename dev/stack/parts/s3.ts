import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Part, StackContext } from '../part.ts';
import { wheelBinary } from '../paths.ts';
import { answers } from '../probe.ts';

export const BUCKET = 'bo1';

const identitiesFile = (context: StackContext): string => join(context.home.state.s3, 'identities.json');

/** Only our own key may do anything; without identities the server would serve everybody on this machine. */
function identities(context: StackContext): string {
  const { s3AccessKeyId, s3SecretAccessKey } = context.secrets;
  const credentials = [{ accessKey: s3AccessKeyId, secretKey: s3SecretAccessKey }];
  return JSON.stringify({
    identities: [{ name: 'bo1', credentials, actions: ['Admin', 'Read', 'Write', 'List', 'Tagging'] }],
  });
}

function flags(context: StackContext): string[] {
  const { ports, home } = context;
  return [
    `-dir=${join(home.state.s3, 'data')}`,
    '-ip=127.0.0.1',
    '-ip.bind=127.0.0.1',
    `-master.port=${ports.s3Master}`,
    `-master.port.grpc=${ports.s3MasterGrpc}`,
    '-master.telemetry=false',
    '-master.electionTimeout=1s',
    `-admin.port=${ports.s3Admin}`,
    `-admin.port.grpc=${ports.s3AdminGrpc}`,
    '-admin.ui=false',
    '-webdav=false',
    '-volume.preStopSeconds=0',
    '-master.volumeSizeLimitMB=256',
    `-volume.port=${ports.s3Volume}`,
    `-volume.port.grpc=${ports.s3VolumeGrpc}`,
    '-volume.max=0',
    `-filer.port=${ports.s3Filer}`,
    `-filer.port.grpc=${ports.s3FilerGrpc}`,
    '-s3',
    `-s3.port=${ports.s3}`,
    `-s3.port.grpc=${ports.s3Grpc}`,
    '-s3.port.iceberg=0',
    '-s3.port.lance=0',
    '-s3.iam=false',
    `-s3.config=${identitiesFile(context)}`,
  ];
}

/** SeaweedFS: master, volume, filer and S3 gateway in one process (`mini` is up in half the time of `server`). */
export const s3: Part = {
  name: 's3',
  needs: [],
  ports: [
    's3',
    's3Master',
    's3MasterGrpc',
    's3Volume',
    's3VolumeGrpc',
    's3Filer',
    's3FilerGrpc',
    's3Grpc',
    's3Admin',
    's3AdminGrpc',
  ],
  stop: { signal: 'SIGTERM', graceMs: 3_000, stage: 2 },
  async prepare(context) {
    mkdirSync(join(context.home.state.s3, 'data'), { recursive: true });
    rmSync(join(context.home.state.s3, 'data/mini.options'), { force: true }); // the ports of an earlier start
    writeFileSync(identitiesFile(context), identities(context), { mode: 0o600 });
  },
  command: (context) => ({
    file: wheelBinary('weed'),
    args: ['-logtostderr=true', 'mini', ...flags(context)],
    cwd: context.home.state.s3,
  }),
  ready: (context) => answers(`http://127.0.0.1:${context.ports.s3}/healthz`),
  async settle(context) {
    // A bucket is a folder of the filer; making it there needs no signed request. An existing one answers 409.
    const response = await fetch(`http://127.0.0.1:${context.ports.s3Filer}/buckets/${BUCKET}/`, { method: 'POST' });
    const said = await response.text();
    if (!response.ok && !said.includes('already exists')) throw new Error(`the bucket could not be made: ${said}`);
  },
  tidy({ ports }) {
    const kinds = [`filer-${ports.s3Filer}`, `s3-${ports.s3}`, `master-grpc-${ports.s3MasterGrpc}`];
    kinds.push(`volume-grpc-${ports.s3VolumeGrpc}`, `filer-grpc-${ports.s3FilerGrpc}`, `s3-grpc-${ports.s3Grpc}`);
    for (const kind of kinds) rmSync(`/tmp/seaweedfs-${kind}.sock`, { force: true }); // it makes them there, always
  },
  describe: (context) => ({ endpoint: s3Endpoint(context), bucket: BUCKET }),
};

/** The embedded object store's endpoint. */
export function s3Endpoint(context: Pick<StackContext, 'ports'>): string {
  return `http://127.0.0.1:${context.ports.s3}`;
}
