/** `npm run register -w temporal`: registers the search attributes with an engine that is not the embedded one. */
import { createTemporalClient } from './client.ts';
import { engineSettings } from './env.ts';
import { ensureSearchAttributes } from './schedules.ts';

const client = createTemporalClient(engineSettings());
try {
  const { added } = await ensureSearchAttributes(client);
  console.log(added.length > 0 ? `Registered ${added.join(', ')}.` : 'All search attributes are registered.');
} finally {
  await client.connection.close();
}
