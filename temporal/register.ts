/** `node temporal/register.ts`: registers the search attributes with an engine that is not the embedded one. */
import { createTemporalClient } from './client.ts';
import { engineSettings } from './env.ts';
import { ensureSearchAttributes } from './schedules.ts';

const { TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_API_KEY, TEMPORAL_TLS } = engineSettings();
const client = createTemporalClient({
  address: TEMPORAL_ADDRESS,
  namespace: TEMPORAL_NAMESPACE,
  api_key: TEMPORAL_API_KEY,
  tls: TEMPORAL_TLS,
});
try {
  const { added } = await ensureSearchAttributes(client);
  console.log(added.length > 0 ? `Registered ${added.join(', ')}.` : 'All search attributes are registered.');
} finally {
  await client.connection.close();
}
