import type { TestContext } from 'vitest'
import type { Broker } from '#shared/rabbitmq/broker.ts'
import { findBroker } from '#shared/rabbitmq/programs.ts'
import { GET_RABBITMQ, startBroker } from '#shared/rabbitmq/start.ts'

/**
 * Starts a RabbitMQ of our own; undefined where there is none.
 *
 * @param inCI Whether it has to be there with `CI` set.
 */
export async function brokerOrNone(inCI: boolean): Promise<Broker | undefined> {
  const { AMQP_URL: _, ...env } = process.env
  if (!findBroker(env) && !(inCI && process.env.CI)) return undefined
  return startBroker(env)
}

/** The RabbitMQ, or the end of this test, skipped with the reason. */
export function required(broker: Broker | undefined, context: TestContext): Broker {
  if (!broker) context.skip(`needs RabbitMQ; ${GET_RABBITMQ}`)
  return broker as Broker
}
