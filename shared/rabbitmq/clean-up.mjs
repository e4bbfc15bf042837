// Plain JavaScript, because the guard loads it.
import { connect } from 'amqplib'

/** Deletes what runs have left on a RabbitMQ that isn't ours. Types: clean-up.d.mts. */
export async function removeNames(url, names) {
  const connection = await connect(url, { timeout: 5000 })
  connection.on('error', () => {})
  const channel = await connection.createChannel()
  // Deleting one that doesn't exist does nothing.
  for (const name of names.flatMap((one) => [one, `${one}:dead`])) {
    await channel.deleteQueue(name)
    await channel.deleteExchange(name)
  }
  await connection.close()
}
