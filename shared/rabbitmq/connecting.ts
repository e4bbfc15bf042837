import { connect } from 'amqplib'

/** Milliseconds after which a RabbitMQ counts as one that doesn't reply. */
const WITHIN_MS = 5000

/**
 * Connects to a RabbitMQ, and closes the connection.
 *
 * @returns Its version.
 * @throws Error of amqplib or of Node.js, within five seconds.
 */
export async function versionAt(url: string): Promise<string> {
  const connection = await connect(url, { timeout: WITHIN_MS })
  connection.on('error', () => {})
  const { version } = connection.connection.serverProperties
  await connection.close()
  return version
}
